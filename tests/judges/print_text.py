"""Prints a line on an ESC/POS printer and waits until it is cut and presented: print_text.py PORT TEXT

Written from the makers' public command manuals, with Python's standard library alone.
"""
import os, select, sys, termios, time, tty

port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
termios.tcflush(port, termios.TCIOFLUSH)


def answer(request):
    os.write(port, request)
    if not select.select([port], [], [], 5)[0]:
        sys.exit(f"no answer to {request.hex()}")
    return os.read(port, 1)[0]


printer = answer(b"\x10\x04\x01")
if printer & 0x93 != 0x12:
    sys.exit(f"{printer:02x} is no status byte")
if answer(b"\x10\x04\x04") & 0x60:
    sys.exit("there is no paper")
os.write(port, b"\x1b@\x1c&" + sys.argv[2].encode("gb18030") + b"\n\x1d!\x11" + sys.argv[2].encode("gb18030") + b"\n\x1d!\x00")
if answer(b"\x1dr\x01") & 0x90:
    sys.exit("the answer in its turn has the wrong form")
os.write(port, b"\x1dVA\x00")
for _ in range(100):
    if answer(b"\x10\x04\x05") & 0x04:
        break
    time.sleep(0.1)
else:
    sys.exit("no sheet was presented")
