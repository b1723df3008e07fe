"""Lays a card on the simulated reader and reads the name off it: read_card.py DIR"""
import json, os, socket, sys, tty

folder = sys.argv[1]


def hands(**words):
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(folder + "/hands.sock")
        sock.sendall(json.dumps(words).encode() + b"\n")
        return json.loads(sock.makefile().readline())


def read_exactly(size):
    got = b""
    while len(got) < size:
        got += os.read(port, size - len(got))
    return got


def ask(*command):
    """Sends a request; returns the status and the data of the answer."""
    body = bytes([0, 1 + len(command), *command])
    check = 0
    for byte in body:
        check ^= byte
    os.write(port, bytes.fromhex("AAAAAA9669") + body + bytes([check]))
    size = int.from_bytes(read_exactly(7)[5:], "big")
    answer = read_exactly(size)
    return answer[2], answer[3:-1]


port = os.open(folder + "/id-card", os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)  # which drops answers to whoever was here before
hands(do="place-card", card="lin-zhiyuan")
while ask(0x20, 0x01)[0] != 0x9F:  # find
    pass
assert ask(0x20, 0x02)[0] == 0x90  # select
status, data = ask(0x30, 0x01)  # read text and photo
assert status == 0x90
print(data[4:34].decode("utf-16-le").rstrip())
hands(do="lift-card")
