"""Prints a sheet on the simulated printer, waits for it and takes it: print_sheet.py DIR"""
import json, os, socket, sys, time, tty

folder = sys.argv[1]


def hands(**words):
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(folder + "/hands.sock")
        sock.sendall(json.dumps(words).encode() + b"\n")
        return json.loads(sock.makefile().readline())


port = os.open(folder + "/receipt-printer", os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
os.write(port, b"\x1b@\x1c&")  # initialise; Chinese on
os.write(port, b"\x1ba\x01\x1d!\x11" + "参保凭证".encode("gb18030") + b"\n")  # centred, twice the size
os.write(port, b"\x1d!\x00\x1ba\x00" + "姓名：林知远".encode("gb18030") + b"\n")
os.write(port, b"\x1dVA\x00")  # feed to the cutter and cut through

while True:
    os.write(port, b"\x10\x04\x05")  # is there a sheet in the mouth?
    if os.read(port, 1)[0] & 0x04:
        break
    time.sleep(0.1)
number = hands(do="take-paper")["sheet"]
print(f"{folder}/paper/{number:04}.png")
