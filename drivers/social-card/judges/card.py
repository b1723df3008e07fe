#!/usr/bin/python3
"""A social-security card of the second generation for vpcd, on vicc's own card system.

The card is made of the files and records of the virtual smart card of Debian's vsmartcard-vpicc;
none of this project's code has a part in it. The holder is made up.
"""

import sys

# Debian 12 puts the modules of vicc where no interpreter looks for them, and calls the library
# that they need by another name than they do.
sys.path.insert(0, "/usr/lib/python3/site-packages/virtualsmartcard")
import Cryptodome

sys.modules["Crypto"] = Cryptodome

from virtualsmartcard.ConstantDefinitions import FDB
from virtualsmartcard.SmartcardFilesystem import DF, MF, Record, RecordStructureEF
from virtualsmartcard.SmartcardSAM import SAM
from virtualsmartcard.SWutils import SW
from virtualsmartcard.VirtualSmartcard import Iso7816OS, VirtualICC


class Records(RecordStructureEF):
    """Records that are found by their tag. vicc's own test for such files is never true."""

    def hasSimpleTlv(self):
        return True


class Master(MF):
    """A card that describes what was selected by its name alone, as a social-security card does.

    vicc's own description of a file ends in an error under the Python of Debian 12.
    """

    def selectFile(self, p1, p2, data):
        self.current = self._selectFile(p1, p2, data)
        name = getattr(self.current, "dfname", b"") or b""
        inner = bytes([0x84, len(name)]) + name
        return SW["NORMAL"], bytes([0x6F, len(inner)]) + inner


def record(tag, value):
    return Record(tag, bytes([tag, len(value)]) + value)


def text(words, size):
    return words.encode("gb18030").ljust(size, b"\0")


ISSUER = [
    record(0x01, bytes.fromhex("500119D15600000500200001FFFFFFFF")),
    record(0x02, b"3"),
    record(0x03, b"2.00"),
    record(0x04, bytes.fromhex("915600000250011950011901")),
    record(0x05, bytes.fromhex("20190815")),
    record(0x06, bytes.fromhex("20290815")),
    record(0x07, b"D2143569X"),
]
HOLDER = [
    record(0x08, b"500119200108095022"),
    record(0x09, text("欧阳清漪", 30)),
    record(0x4E, text("", 20)),
    record(0x0A, b"2"),
    record(0x0B, bytes.fromhex("01")),
    record(0x0C, bytes.fromhex("500119")),
    record(0x0D, bytes.fromhex("20010809")),
]

master = Master()
environment = DF(master, 0xDF01, dfname="sx1.sh.社会保障".encode("gbk"))
for number, records in ((0xEF05, ISSUER), (0xEF06, HOLDER)):
    kind = FDB["EFSTRUCTURE_LINEAR_VARIABLESIMPLETLV"]
    environment.append(Records(environment, number, kind, records=records))
master.append(environment)

icc = VirtualICC(None, "iso7816", "localhost", 35963)
guard = SAM("1234", "1234567890")
guard.set_MF(master)
icc.os = Iso7816OS(master, guard)
icc.run()
