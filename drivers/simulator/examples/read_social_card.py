"""Puts a social-security card into the simulated slot and reads the name off it: read_social_card.py DIR"""
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


def ask(kind, parameter=0, data=b""):
    """Sends a message to the reader; returns the data of the answer."""
    frame = bytes([0x03, 0x06, kind]) + len(data).to_bytes(4, "little") + bytes([0, 0, parameter, 0, 0]) + data
    check = 0
    for byte in frame:
        check ^= byte
    frame += bytes([check])
    os.write(port, frame)
    assert read_exactly(len(frame)) == frame  # the reader sends back what it heard
    while read_exactly(2)[0] == 0x50:  # a card was put in or pulled
        pass
    head = read_exactly(10)
    assert head[7] & 0x40 == 0, "it failed"
    answer = read_exactly(int.from_bytes(head[1:5], "little") + 1)
    return answer[:-1]


def tell_card(command):
    """Gives the card a command; returns its answer without the status."""
    answer = ask(0x6F, data=bytes.fromhex(command))
    if answer[-2] == 0x61:  # so many bytes wait
        answer = ask(0x6F, data=bytes([0x00, 0xC0, 0x00, 0x00, answer[-1]]))
    assert answer[-2:] == b"\x90\x00"
    return answer[:-2]


port = os.open(folder + "/social-card", os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)  # which drops answers to whoever was here before
hands(do="insert-card", card="tan-guilan")
ask(0x62, 1)  # power on, 5 V
tell_card("00A404000F" + "sx1.sh.社会保障".encode("gbk").hex())  # select the environment
tell_card("00A4020002EF06")  # and in it the file of the holder
name = tell_card("00B2020420")  # read its second record: tag, length, 30 bytes
print(name[2:].rstrip(b"\0").decode("gb18030"))
ask(0x63)  # power off
hands(do="pull-card")
