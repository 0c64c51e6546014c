"""What is said about a batch on a cluster: its errors, its progress, its help."""

from typing import Final

from goalsearch.messages.message import Message

TABLE: Final[dict[str, Message]] = {
    "cluster.extra": Message(
        "クラスターでの照合には distributed と pyarrow が要ります。入れるには: pip install 'goalsearch[dask]'",
        "Matching on a cluster takes distributed and pyarrow; to install them: pip install 'goalsearch[dask]'",
    ),
    "cluster.no_scheduler": Message(
        "{address}: Dask のスケジューラーが応答しません。動いているか、アドレス（tcp://ホスト:ポート）を確かめてください。",
        "{address}: no Dask scheduler answers; check that it runs, and its address (tcp://HOST:PORT).",
    ),
    "cluster.no_workers": Message(
        "{address}: クラスターにワーカーがありません。dask worker {address} で起動してください。",
        "{address}: the cluster has no workers; start some: dask worker {address}",
    ),
    "cluster.lost": Message(
        "{address}: スケジューラーとの接続が切れました。動かし直してから、--resume を付けて続きから実行してください。",
        "{address}: the connection to the scheduler is lost; start it again and go on with --resume.",
    ),
    "cluster.no_goalsearch": Message(
        "ワーカー {worker} で goalsearch {version} を読み込めません。"
        "すべてのワーカーに同じバージョンを入れてください。",
        "Worker {worker} cannot load goalsearch {version}; install the same version on all workers.",
    ),
    "cluster.versions": Message(
        "ワーカー {worker} の {package} は {theirs}、こちらは {ours} です。"
        "点数が変わりうるのでバージョンをそろえてください。",
        "Worker {worker} has {package} {theirs}, and here it is {ours}; scores could differ, so install the same "
        "version.",
    ),
    "cluster.unseen": Message(
        "ワーカー {worker} から {path} が見えません。すべてのワーカーから同じパスで届く共有の場所に置いてください。",
        "Worker {worker} does not see {path}; put it on storage that all workers reach by this very path.",
    ),
    "cluster.worker_broken": Message(
        "ワーカー {worker} が予期しない誤り（{kind}）で使えません。ワーカーの記録を確かめてください。",
        "Worker {worker} cannot be used because of an unexpected error ({kind}); look at its log.",
    ),
    "cluster.unwritable": Message(
        "ワーカー {worker}: {path} に書き込めません（{reason}）。"
        "空き容量と許可を確かめ、--resume を付けて続きから実行してください。",
        "Worker {worker}: {path} cannot be written ({reason}); check free space and permissions, and go on with "
        "--resume.",
    ),
    "cluster.changed": Message(
        "{path}: 実行中に変更されました。書き終わってから、--resume を付けて実行してください。",
        "{path}: changed during the run; run again with --resume when it is finished.",
    ),
    "cluster.out_not_folder": Message(
        "{path}: --engine dask の出力はフォルダです。フォルダの名前を -o に指定してください。",
        "{path}: with --engine dask the output is a folder; give the name of one with -o.",
    ),
    "cluster.out_is_input": Message(
        "{path}: 入力と出力が同じフォルダです。別の名前を -o に指定してください。",
        "{path}: is both the input and the output; give another name with -o.",
    ),
    "cluster.needs_scheduler": Message(
        "--engine dask には --scheduler tcp://ホスト:ポート が要ります。",
        "--engine dask takes --scheduler tcp://HOST:PORT as well.",
    ),
    "cluster.needs_out": Message(
        "--engine dask には -o フォルダ が要ります。", "--engine dask takes -o FOLDER as well."
    ),
    "cluster.only_dask": Message(
        "{option} は --engine dask だけで使えます。",
        "{option} goes with --engine dask only.",
    ),
    "cluster.only_local": Message(
        "{option} は --engine dask では使えません。数はクラスターが決めます。",
        "{option} does not go with --engine dask: the cluster decides.",
    ),
    "cluster.killed": Message(
        "照合中のワーカーが何度も落ちました。ワーカーの記録とメモリを確かめ、--resume で再び試してください。",
        "Workers died again and again while they matched it; look at their logs and their memory, and try again with "
        "--resume.",
    ),
    "cluster.unexpected": Message(
        "予期しない誤り（{kind}）のため照合できません。入力を添えて開発元に知らせてください。",
        "Cannot be matched because of an unexpected error ({kind}); please report it with the input.",
    ),
    "cluster.progress": Message(
        "{n_done}/{n_total} 区画、{n_rows} 件、{seconds} 秒",
        "{n_done}/{n_total} partitions, {n_rows} proposals, {seconds} s",
    ),
    "cluster.reused": Message(
        "前回の続き: {n} 区画は照合し直しません。",
        "Taken up again: {n} partitions are not matched again.",
    ),
    "cluster.summary_lost": Message(
        "照合できなかった区画 {n} 件（{manifest} に記録）。--resume で再び試せます。  例: {name}: {message}",
        "{n} partitions could not be matched ({manifest} names them; --resume tries again), e.g. {name}: {message}",
    ),
    "help.batch.engine": Message(
        "照合する場所: local（このパソコン）、dask（クラスター。goalsearch[dask] が要り、OUT はフォルダ）。",
        "Where to match: local (this computer) or dask (a cluster; takes goalsearch[dask], and OUT is a folder).",
    ),
    "help.batch.scheduler": Message(
        "Dask のスケジューラー（tcp://ホスト:ポート）。", "Address of the Dask scheduler (tcp://HOST:PORT)."
    ),
    "help.batch.parts": Message(
        "--engine dask の出力形式（既定: jsonl）。", "Form of the files that --engine dask writes (default: jsonl)."
    ),
}
