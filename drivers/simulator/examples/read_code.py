"""Shows a code to the simulated scanner and reads it: read_code.py DIR"""
import json, os, socket, sys, tty

folder = sys.argv[1]


def hands(**words):
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(folder + "/hands.sock")
        sock.sendall(json.dumps(words).encode() + b"\n")
        return json.loads(sock.makefile().readline())


def read_until(end):
    got = b""
    while not got.endswith(end):
        got += os.read(port, 1)
    return got


port = os.open(folder + "/code-scanner", os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)  # which drops codes that were read for whoever was here before
done = bytes.fromhex("02000001003331")
os.write(port, bytes.fromhex("7E0008010000D5EF41"))  # zone byte 0000: look when told to
read_until(done)
hands(do="show-code", card="lin-zhiyuan")
os.write(port, bytes.fromhex("7E000801000201ABCD"))  # zone byte 0002: look now; AB CD: no CRC
read_until(done)
print(len(read_until(b"\r").decode().strip()), "characters")
hands(do="take-code-away")
