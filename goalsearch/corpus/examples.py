"""
Example abstracts that lie beside the goals of a folder, as files of their own: ``examples/*.jsonl``.

They are megabytes and are read only when an index is built. A search from the cache must not even hash them: where a
file ``examples/SHA256SUMS`` stands, as ``sha256sum *.jsonl`` writes it, the fingerprint of the corpus covers that file
in their place, and reading the examples compares them with it. Without that file the fingerprint covers their bytes.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from goalsearch.corpus import source
from goalsearch.corpus.digests import Digest, digest_of
from goalsearch.corpus.finding import Finding, InvalidCorpusError
from goalsearch.corpus.source import HashedFile, SourceFile
from goalsearch.model import Example

Examples = Mapping[str, tuple[Example, ...]]
"""The examples of each goal that has any, by its id."""

MANIFEST: Final = "SHA256SUMS"


def example_files(path: Path) -> tuple[Path, ...]:
    """The files of examples beside the goals at ``path``, by name; none if it is a file."""
    folder = path / source.EXAMPLES
    if not folder.is_dir():
        return ()
    return tuple(item for item in source.corpus_files(folder) if item.suffix.lower() in source.JSON_LINES_SUFFIXES)


def telling_files(path: Path) -> tuple[Path, ...]:
    """The files whose bytes tell one state of the examples from another: the manifest, else all; none without any."""
    manifest = path / source.EXAMPLES / MANIFEST
    return (manifest,) if manifest.is_file() else example_files(path)


def corpus_fingerprint(path: Path, files: Iterable[HashedFile], digest: Digest = digest_of) -> str:
    """
    Fingerprint of the goals in ``files`` with the examples beside them at ``path``.

    Args:
        path: The corpus.
        files: The files of its goals.
        digest: Hashes what tells the state of the examples.

    Raises:
        InvalidCorpusError: If that cannot be read.
    """
    goals = source.fingerprint(files)
    telling = [source.hash_file(item, digest) for item in telling_files(path)]
    return source.joined(goals, source.fingerprint(telling)) if telling else goals


def builtin_fingerprint() -> str:
    """
    Fingerprint of the examples that come with goalsearch: every index is built with them.

    Raises:
        CorpusError: If they are missing, so that the installation is broken.
    """
    return source.fingerprint(map(source.hash_file, telling_files(source.builtin_path())))


def builtin_examples() -> Examples:
    """
    The examples that come with goalsearch, without reading its goals.

    Raises:
        InvalidCorpusError: If they are damaged.
    """
    path = source.builtin_path()
    examples, findings = read_examples(path, None)
    if findings:
        raise InvalidCorpusError.of(path, findings)
    return examples


def read_examples(path: Path, goal_ids: Collection[str] | None) -> tuple[Examples, tuple[Finding, ...]]:
    """
    The examples beside the goals at ``path``, in the order of the files, and all that is wrong in them.

    Args:
        path: A corpus file, which has none beside it, or folder.
        goal_ids: Ids of the goals that are there; an example of another is an error, unless this is None.
    """
    from goalsearch.corpus import jsonl_reader
    from goalsearch.corpus.record_check import RecordCheck

    findings: list[Finding] = []
    found: dict[str, list[Example]] = {}
    try:
        files = [source.read_file(item) for item in example_files(path)]
        findings += _not_as_the_manifest_says(path / source.EXAMPLES / MANIFEST, files)
    except InvalidCorpusError as error:
        return {}, error.findings
    for file in files:
        try:
            records = jsonl_reader.read(file.path, file.data)
        except InvalidCorpusError as error:
            findings += error.findings
            continue
        findings += records.findings
        for record in records.goals:
            check = RecordCheck(record)
            if (checked := check.example(goal_ids)) is not None:
                goal_id, example = checked
                found.setdefault(goal_id, []).append(example)
            findings += check.findings
    return {goal_id: tuple(items) for goal_id, items in found.items()}, tuple(findings)


def _not_as_the_manifest_says(manifest: Path, files: Collection[SourceFile]) -> Iterator[Finding]:
    if not manifest.is_file():
        return
    lines = source.read_file(manifest).data.decode("utf-8", "replace").splitlines()
    said = {name.removeprefix("*"): digest for digest, _, name in (line.partition(" ") for line in lines) if name}
    said = {name.strip(): digest for name, digest in said.items()}
    there = {file.path.name: hashlib.sha256(file.data).hexdigest() for file in files}
    if changed := sorted(name for name in said.keys() | there.keys() if said.get(name) != there.get(name)):
        values: dict[str, Any] = {"names": ", ".join(changed), "manifest": MANIFEST, "folder": manifest.parent}
        yield Finding(path=manifest, key="corpus.examples_changed", values=values)
