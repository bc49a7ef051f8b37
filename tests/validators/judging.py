"""Ask the validators of others about files, in one Java process per class path.

In: files. Out: what each validator says of each. Mustang judges hybrids only, as it calls every
PDF without an XML invalid.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

_HOME = Path(__file__).parents[2] / ".validators"
VERAPDF, NEWER_VERAPDF, MUSTANG = "veraPDF 1.28.2", "veraPDF 1.30.2", "Mustang 2.25.0"
_PROGRAMS = {
    ("verapdf", "Container"): (VERAPDF,),
    ("mustang", "Hybrid"): (NEWER_VERAPDF, MUSTANG),
}
_JAVA = (
    "java",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xmx2g",
    "-Djava.awt.headless=true",
)
"""Compiling less pays: most runs are of a few files."""
_MOST_SECONDS = 120.0
"""For one file; a process that is silent for longer is ended."""


@dataclass(frozen=True)
class Verdict:
    """What one validator says of one file.

    Attributes:
        file: As it was named.
        validator: Its name and version.
        is_valid: Whether it says so without reserve.
        words: What it says.
    """

    file: Path
    validator: str
    is_valid: bool
    words: str


def are_here() -> bool:
    """Tell whether the validators were fetched and can be run."""
    return (_HOME / "ready").exists() and shutil.which(_JAVA[0]) is not None


def judge(files: Sequence[Path]) -> list[Verdict]:
    """Return what the validators say of files, by validator, then in the order of the files."""
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda program: ask(program[0], program[1], files), _PROGRAMS)
        return [
            Verdict(file, name, words == "valid" or words.startswith("valid "), words)
            for names, lines in zip(_PROGRAMS.values(), answers, strict=True)
            for at, name in enumerate(names)
            for file, line in zip(files, lines, strict=True)
            for words in [[*line.split("\t"), line][at]]
        ]


def ask(folder: str, program: str, files: Sequence[Path]) -> list[str]:
    """Return what one program of a class path says, a line for each file."""
    return list(_answers(folder, program, [file.absolute() for file in files]))


def _answers(folder: str, program: str, files: Sequence[Path]) -> Iterator[str]:
    """Yield a line per file; one on which the process ends is answered, and it is started anew."""
    waiting = list(files)
    while waiting:
        lines = _lines(folder, program, waiting)[: len(waiting)]
        yield from lines
        waiting = waiting[len(lines) :]
        if waiting:
            yield f"failed: it ended on {waiting.pop(0).name}"


def _lines(folder: str, program: str, files: Sequence[Path]) -> list[str]:
    """Run a program over files; return the lines that it wrote, whole ones only."""
    command = [*_JAVA, "-cp", f"{_HOME / folder}:{_HOME / folder}/*", program]
    names = "".join(f"{file}\n" for file in files)
    try:
        done = subprocess.run(
            command,
            input=names.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_MOST_SECONDS + 5 * len(files),
            check=False,
        )
        written = done.stdout
    except subprocess.TimeoutExpired as expired:
        written = expired.stdout or b""
    return written.decode(errors="replace").split("\n")[:-1]
