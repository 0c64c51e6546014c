"""Where results cannot be written, and what to do about it."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "output.form": Message(
        "{path}: 出力形式が分かりません。{suffixes} で終わる名前を -o に指定してください。",
        "{path}: unknown form of output; give -o a name that ends in {suffixes}.",
    ),
    "output.form_or_folder": Message(
        "{path}: 出力形式が分かりません。{suffixes} で終わる名前か、フォルダを -o に指定してください。",
        "{path}: unknown form of output; give -o a name that ends in {suffixes}, or a folder.",
    ),
    "output.no_folder": Message(
        "{path}: 出力先のフォルダがありません。先に作ってください。",
        "{path}: the folder for the output does not exist; make it first.",
    ),
    "output.is_folder": Message(
        "{path}: フォルダです。ファイルの名前を -o に指定してください。",
        "{path}: is a folder; give -o the name of a file.",
    ),
    "output.exists": Message(
        "{path}: すでにあります。上書きするには --force を付けるか、別の名前を -o に指定してください。",
        "{path}: already exists; give --force to replace it, or another name with -o.",
    ),
    "output.finished": Message(
        "{path}: 前の実行は終わっていて、結果はここにあります。作り直すときだけ --force を付けてください。",
        "{path}: the run before is finished, and this is its result. Give --force only to make it anew.",
    ),
    "output.unwritable": Message(
        "{path}: 書き込めません（{reason}）。フォルダ、空き容量、許可を確かめてください。",
        "{path}: cannot be written ({reason}); check the folder, the free space and the permissions.",
    ),
    "output.open_elsewhere": Message(
        "{path}: 書き込めません（{reason}）。Excel で開いていませんか。閉じてから、もう一度実行してください。",
        "{path}: cannot be written ({reason}). Is it open in Excel? Close it there and run again.",
    ),
    "output.default_name": Message("結果", "result"),
    "output.extra": Message(
        "{path}: {suffix} を書くには追加の部品が要ります: pip install 'goalsearch[{extra}]'。",
        "{path}: {suffix} needs an extra to be written: pip install 'goalsearch[{extra}]'.",
    ),
}
