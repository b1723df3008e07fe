"""Reads the holder's name and number off the social-security card in pcscd's first reader, with
opensc-tool, and prints them as JSON: read_social_card.py

Written from the public descriptions of the card: the application is called sx1.sh. and 社会保障 in
GBK; file EF06 has a record a field, found by its tag, with the tag and a length before the value.
"""
import json, re, subprocess, sys

SELECT_CARD = "00:A4:04:00:0F:" + ":".join(f"{byte:02X}" for byte in "sx1.sh.社会保障".encode("gbk"))
SELECT_HOLDER = "00:A4:02:00:02:EF:06"


def record(tag, size):
    commands = [SELECT_CARD, SELECT_HOLDER, f"00:B2:{tag:02X}:00:{size + 2:02X}"]
    tool = ["timeout", "30", "opensc-tool", "--reader", "0", "--card-driver", "default"]
    for command in commands:
        tool += ["--send-apdu", command]
    said = subprocess.run(tool, capture_output=True, text=True)
    if said.returncode:
        sys.exit(said.stdout + said.stderr)
    status, dump = said.stdout.rsplit("Received (SW1=", 1)[1].split("\n", 1)
    if not status.startswith("0x90, SW2=0x00)"):
        sys.exit(f"the card gives no record {tag:02X}: {status}")
    data = bytes.fromhex("".join(re.match(r"((?:[0-9A-F]{2} )*)", line + " ")[1] for line in dump.splitlines()))
    if data[:2] != bytes([tag, size]):
        sys.exit(f"record {tag:02X} begins with {data[:2].hex()}")
    return data[2:2 + size]


number = record(0x08, 18).decode("ascii")
name = record(0x09, 30).rstrip(b"\0").decode("gb18030")
print(json.dumps({"name": name, "number": number}, ensure_ascii=False))
