"""Reads the card on a SDT/SAM-V reader and prints what is on it as JSON: read_card.py PORT

Written from the public description of the protocol, with Python's standard library alone.
A request is AA AA AA 96 69, a length of two bytes, two bytes of command, and a checksum: the
exclusive or of length and command. An answer has three status bytes in place of the command.
"""
import json, os, select, sys, termios, time, tty

PREAMBLE = bytes.fromhex("AAAAAA9669")
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
termios.tcflush(port, termios.TCIOFLUSH)


def receive(size, deadline):
    got = b""
    while len(got) < size:
        if not select.select([port], [], [], max(0, deadline - time.monotonic()))[0]:
            sys.exit(f"the reader fell silent after {len(got)} of {size} bytes")
        got += os.read(port, size - len(got))
    return got


def ask(command, parameter):
    body = bytes([0, 3, command, parameter])
    check = 0
    for byte in body:
        check ^= byte
    os.write(port, PREAMBLE + body + bytes([check]))
    deadline = time.monotonic() + 5
    head = receive(7, deadline)
    if head[:5] != PREAMBLE:
        sys.exit(f"an answer begins with {head.hex()}")
    rest = receive(int.from_bytes(head[5:], "big"), deadline)
    check = head[5] ^ head[6]
    for byte in rest:
        check ^= byte
    if check:
        sys.exit("the checksum of an answer is wrong")
    return rest[:3], rest[3:-1]


status, _ = ask(0x11, 0xFF)
if status[2] != 0x90:
    sys.exit(f"the module is not well: {status.hex()}")
status, module = ask(0x12, 0xFF)
for _ in range(20):
    status, _ = ask(0x20, 0x01)
    if status[2] == 0x9F:
        break
    time.sleep(0.3)
else:
    sys.exit("no card is found")
status, _ = ask(0x20, 0x02)
if status[2] != 0x90:
    sys.exit(f"the card is not selected: {status.hex()}")
status, data = ask(0x30, 0x01)
if status[2] != 0x90:
    sys.exit(f"the card is not read: {status.hex()}")
sizes = int.from_bytes(data[0:2], "big"), int.from_bytes(data[2:4], "big")
if sizes != (256, 1024) or len(data) != 4 + 256 + 1024:
    sys.exit(f"text and photo are of {sizes} bytes, in {len(data)}")
text = data[4:260]
fields = {}
start = 0
for name, size in [
    ("name", 30), ("sex", 2), ("nation", 4), ("birth", 16), ("address", 70), ("number", 36),
    ("issuer", 30), ("valid_from", 16), ("valid_to", 16),
]:
    fields[name] = text[start:start + size].decode("utf-16-le").rstrip(" ")
    start += size
print(json.dumps({"module": module.hex(), **fields}, ensure_ascii=False))
