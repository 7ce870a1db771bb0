"""Opening a file: what it is, how it is compressed, how it is encoded."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

from regard.analytics.errors import RegardError

Shape = Literal["events", "xes", "csv", "xlsx", "parquet"]

SAMPLE_BYTES = 64 * 1024
_EVENT_ENDINGS = (".ndjson", ".jsonl", ".json")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (save it as .xlsx)"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard (decompress it first)"),
    (b"BZh", "compressed with bzip2 (decompress it first)"),
    (b"\xfd7zXZ", "compressed with xz (decompress it first)"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


DAMAGE = (EOFError, OSError, zlib.error)


class FileUnreadable(RegardError):
    """A whole file cannot be imported; the sentence says why."""

    code = "file_unreadable"
    status = 400


@dataclass(frozen=True)
class OpenedFile:
    """A file that was looked at: its path, what it holds, and its first bytes."""

    path: Path
    shape: Shape
    is_gzipped: bool
    sample: bytes  # decompressed

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.name


def examine_file(*, path: Path) -> OpenedFile:
    """Say what a file holds, or raise `FileUnreadable` with a sentence that says what is wrong."""
    head = _read_head(path)
    if not head:
        raise FileUnreadable(f"{path} is empty.")
    is_gzipped = head[:2] == b"\x1f\x8b"
    sample = _read_gzipped_sample(path) if is_gzipped else head
    if not sample.strip():
        raise FileUnreadable(f"{path} holds nothing but blank space.")
    return OpenedFile(path, _shape_of(path, sample), is_gzipped, sample)


def _read_head(path: Path) -> bytes:
    if not path.exists():
        raise FileUnreadable(f"{path} does not exist.")
    if path.is_dir():
        raise FileUnreadable(
            f"{path} is a folder. Name a file, or say with --mapping how its tables make interactions."
        )
    try:
        with path.open("rb") as file:
            return file.read(SAMPLE_BYTES)
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be opened: {error.strerror or error}.") from error


def _read_gzipped_sample(path: Path) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(SAMPLE_BYTES)
    except (OSError, EOFError) as error:
        raise FileUnreadable(f"{path} is not a whole gzip file: {_without_stop(error)}.") from error


def _shape_of(path: Path, sample: bytes) -> Shape:
    if sample[:4] == b"PAR1":
        return "parquet"
    if sample[:4] == b"PK\x03\x04":
        return _shape_of_zip(path)
    for magic, name in _MAGIC:
        if sample.startswith(magic):
            raise FileUnreadable(f"{path} is {name}, not a table or a file of events.")
    endings = [ending.lower() for ending in path.suffixes]
    if ".parquet" in endings:
        raise FileUnreadable(f"{path} is not a Parquet file: it does not begin with PAR1.")
    if ".xlsx" in endings:
        raise FileUnreadable(f"{path} is not an XLSX workbook.")
    if ".xes" in endings:
        return "xes"
    _refuse_binary(path, sample)
    if sample.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return _shape_of_xml(path, sample)
    if any(ending in endings for ending in _EVENT_ENDINGS):
        _refuse_other_than_events(path, sample)
        return "events"
    return "events" if _begins_like_json(sample) else "csv"


def _shape_of_xml(path: Path, sample: bytes) -> Shape:
    if b"<log" in sample:
        return "xes"
    raise FileUnreadable(f"{path} is XML or HTML. Of these only process logs (XES) can be imported.")


def _shape_of_zip(path: Path) -> Shape:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise FileUnreadable(f"{path} is a damaged XLSX or ZIP file: {_without_stop(error)}.") from error
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise FileUnreadable(f"{path} is a ZIP archive. Unpack it and import the files inside.")


def _refuse_binary(path: Path, sample: bytes) -> None:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = sum(sample.count(byte) for byte in [*range(9), *range(14, 32), 127])
    if controls > max(8, 0.05 * len(sample)):
        raise FileUnreadable(f"{path} is a binary file, not text.")


def _refuse_other_than_events(path: Path, sample: bytes) -> None:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileUnreadable(f"{path} is UTF-16. Files of events are UTF-8; convert it first.")
    lines = [line.strip() for line in sample.removeprefix(codecs.BOM_UTF8).splitlines()[:50]]
    if any(line[:1] in (b"{", b"[") for line in lines):
        return
    first = next(line for line in lines if line)[:60].decode("utf-8", "replace")
    hint = " It looks like a CSV: import it with --mapping." if "," in first or ";" in first else ""
    raise FileUnreadable(f"{path} holds no JSON: its first line is `{first}`.{hint}")


def _begins_like_json(sample: bytes) -> bool:
    return sample.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


@contextmanager
def open_bytes(*, file: OpenedFile) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The decompressed bytes, and the bytes on disk (whose position is the progress)."""
    with file.path.open("rb") as disk:
        if not file.is_gzipped:
            yield cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, disk), 1 << 20)), disk
            return
        with gzip.GzipFile(fileobj=disk) as plain:
            yield cast(BinaryIO, io.BufferedReader(plain, 1 << 20)), disk


def damaged(*, file: OpenedFile, error: BaseException) -> FileUnreadable:
    """What to raise, after what was read has been handed on, where a file breaks off or cannot be read on."""
    return FileUnreadable(
        f"{file.path} is damaged: {_without_stop(error).lower()}. What came before the damage was imported."
    )


def detect_encoding(*, file: OpenedFile, declared: str | None) -> str:
    """The declared encoding, else the byte order mark's, else UTF-8 if it fits, else windows-1252."""
    if declared is not None:
        return _known_encoding(file, declared)
    for mark, encoding in _BOMS:
        if file.sample.startswith(mark):
            return encoding
    return "utf-8" if _is_utf8(file.sample) else "cp1252"


def _known_encoding(file: OpenedFile, declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError as error:
        raise FileUnreadable(
            f'{file.path}: the mapping says encoding = "{declared}", which is not an encoding Python knows.'
        ) from error
    return "utf-8-sig" if name == "utf-8" else name


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample, final=len(sample) < SAMPLE_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def _without_stop(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__
