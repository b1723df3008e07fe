"""Has emupos, a printer simulator of other people's, take a sheet apart; its commands, what it does
not know, and its text come out as JSON: decode_sheet.py FILE
"""
import json, sys

from emupos.printer.escpos.tokenizer import Command, Text, Tokenizer

tokenizer = Tokenizer()
tokens = tokenizer.feed(open(sys.argv[1], "rb").read())
unfinished = tokenizer.close()
text, commands, unknown = b"", [], [unfinished.raw.hex()] if unfinished else []
for token in tokens:
    if isinstance(token, Text):
        text += token.data
    elif isinstance(token, Command):
        commands.append(token.name)
        text += b"\n" if token.name == "LF" else b""
    else:
        unknown.append(token.raw.hex())
print(json.dumps({"text": text.decode("gb18030"), "commands": sorted(set(commands)), "unknown": unknown}, ensure_ascii=False))
