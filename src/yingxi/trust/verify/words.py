"""Every sentence of a verdict in Chinese and English; a test holds that each code has both."""

from collections.abc import Mapping
from typing import Final

from yingxi.trust.verify.findings import Problem
from yingxi.trust.verify.verdict import Reason

VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "yingxi": ("由影戏用 AI 制作", "AI-made by Yingxi"),
    "others": ("由他方用 AI 制作（清单或标识这样写）", "AI-made by others (manifest or label says so)"),
    "unknown": ("无法判断", "unknown"),
}

BASES: Final[Mapping[str, tuple[str, str]]] = {
    "signed": ("已签名，签署者受本机信任", "signed by someone this machine trusts"),
    "recorded": ("账本或登记册里有这个文件", "this very file is in a ledger or the registry"),
    "marked": ("画面里有水印", "a watermark in the pictures"),
    "sealed": ("已签名，签署者不为本机所知", "signed by someone this machine does not know"),
    "stated": ("只是文件里的文字，谁都可以写", "only words in the file, which anyone can write"),
    "none": ("没有依据", "no basis"),
}

SHORT_BASES: Final[Mapping[str, tuple[str, str]]] = {
    "signed": ("签名可信", "signed, trusted"),
    "recorded": ("有记录", "recorded"),
    "marked": ("有水印", "watermarked"),
    "sealed": ("签名未知", "signed, not known"),
    "stated": ("仅有文字", "words only"),
    "none": ("无", "none"),
}
"""For tables."""

REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "manifest_ours_signed": (
        "签名清单完好，签署者“{signer}”受本机信任：由 {generator} 制作（{terms}）。",
        "The signed manifest holds; its signer “{signer}” is trusted here: made by {generator} ({terms}).",
    ),
    "manifest_ours_sealed": (
        "签名清单完好，但本机不认识签署者“{signer}”：自称由 {generator} 制作（{terms}）。",
        "The signed manifest holds, but its signer “{signer}” is not known here: it says {generator} made it "
        "({terms}).",
    ),
    "manifest_ai_signed": (
        "签名清单完好，签署者“{signer}”受本机信任：由 {generator} 用生成式 AI 制作（{terms}）。",
        "The signed manifest holds; its signer “{signer}” is trusted here: {generator} made it with "
        "generative AI ({terms}).",
    ),
    "manifest_ai_sealed": (
        "签名清单完好，但本机不认识签署者“{signer}”：写明由 {generator} 用生成式 AI 制作（{terms}）。",
        "The signed manifest holds, but its signer “{signer}” is not known here: it says {generator} made it "
        "with generative AI ({terms}).",
    ),
    "manifest_silent_signed": (
        "签名清单完好，签署者“{signer}”受本机信任，但没有说用了 AI（{generator}；{terms}）。",
        "The signed manifest holds and its signer “{signer}” is trusted here; it says nothing of AI "
        "({generator}; {terms}).",
    ),
    "manifest_silent_sealed": (
        "签名清单完好，签署者“{signer}”不为本机所知，没有说用了 AI（{generator}；{terms}）。",
        "The signed manifest holds, its signer “{signer}” is not known here; it says nothing of AI "
        "({generator}; {terms}).",
    ),
    "manifest_broken": (
        "清单与文件对不上，签名之后文件被改过（{problem}）；清单自称：{generator}，{terms}。",
        "The manifest does not hold: the file was changed after it was signed ({problem}); it claims: "
        "{generator}, {terms}.",
    ),
    "camera_stated": (
        "清单说这是拍摄所得。这是签署者的话；影戏从不判定任何画面为真。",
        "The manifest says that this was captured. That is its signer's word; Yingxi never calls a picture "
        "real.",
    ),
    "mark_found": (
        "画面里有影戏的水印 {payload}（得分 {score}，门限 {threshold}）。",
        "The pictures carry Yingxi's watermark {payload} (score {score}, threshold {threshold}).",
    ),
    "sound_mark_found": (
        "声音里有影戏的水印 {payload}（得分 {score}，门限 {threshold}）。",
        "The sound carries Yingxi's watermark {payload} (score {score}, threshold {threshold}).",
    ),
    "sound_mark_differs": (
        "声音里的水印是 {payload}，画面或清单的却是 {named}：声音可能来自另一部片子。",
        "The sound's watermark is {payload}, that of the pictures or the manifest {named}: the sound may "
        "come from another film.",
    ),
    "mark_differs": (
        "水印是 {payload}，清单写的却是 {named}：清单可能是从别的片子移来的。",
        "The watermark is {payload}, the manifest names {named}: the manifest may come from another film.",
    ),
    "mark_not_found": (
        "清单写有水印 {named}，画面里没有找到。",
        "The manifest names the watermark {named}; it was not found in the pictures.",
    ),
    "registry_same": (
        "本机登记册：这就是《{title}》的成片原件（{when}）。",
        "This machine's registry: this is the very master of “{title}” ({when}).",
    ),
    "registry_known": (
        "本机登记册认得这个水印：《{title}》（{when}）；此文件不是当时交付的原件，而是副本、片段或改动版。",
        "This machine's registry knows the mark: “{title}” ({when}); this file is not the master that was "
        "delivered but a copy, an excerpt or a changed version.",
    ),
    "ledger_holds": (
        "账本完好（{entries} 条），记有这个文件：{path}。",
        "The ledger is whole ({entries} entries) and holds this file: {path}.",
    ),
    "ledger_lacks": (
        "账本完好（{entries} 条），却没有记下这个成片：{path}。",
        "The ledger is whole ({entries} entries) and does not hold this master: {path}.",
    ),
    "ledger_broken": ("账本断了：{detail}（{path}）。", "The ledger is broken: {detail} ({path})."),
    "ledger_unread": ("账本读不了：{detail}（{path}）。", "The ledger cannot be read: {detail} ({path})."),
    "head_matches": (
        "清单里的账本头就在这本账里。",
        "The ledger head that the manifest names stands in this ledger.",
    ),
    "head_differs": (
        "清单里的账本头不在这本账里：账本可能被重写过。",
        "The ledger head that the manifest names is not in this ledger: the ledger may have been rewritten.",
    ),
    "aigc": (
        "隐式标识 AIGC 写明为生成合成内容（Label {words}，生产者 {maker}；{where}）。",
        "The implicit label AIGC says that this is generated (Label {words}, producer {maker}; {where}).",
    ),
    "aigc_ours": (
        "隐式标识 AIGC 写明为影戏生成合成的内容（Label {words}；{where}）。",
        "The implicit label AIGC says that this is generated by Yingxi (Label {words}; {where}).",
    ),
    "aigc_silent": (
        "有隐式标识 AIGC，但取值“{words}”不在标准之内（{where}）。",
        "There is an implicit label AIGC, but its value “{words}” is none of the standard's ({where}).",
    ),
    "source_type": (
        "元数据写明数字来源为 {words}（{where}）。",
        "The metadata give {words} as its digital source type ({where}).",
    ),
    "source_type_silent": (
        "元数据写明数字来源为 {words}（{where}）；这既不是说用了生成式 AI，也不表示它是真的。",
        "The metadata give {words} as its digital source type ({where}); that neither says generative AI nor "
        "means that it is real.",
    ),
    "recipe": (
        "文件里留有 {maker} 一类工具的生成参数（{where}：{words}）。",
        "The file holds a recipe as {maker} and its kin write it ({where}: {words}).",
    ),
    "maker": ("元数据写着 {words}（{where}）。", "The metadata name {words} ({where})."),
    "nothing_says": (
        "文件里没有任何东西说明它是怎么做的。这不表示它是真的：标识和清单都可以去掉。",
        "Nothing in this file says how it was made. That does not mean that it is real: labels and manifests "
        "can be taken off.",
    ),
    "visible_stated": (
        "清单写明片头画有可见标识“{text}”（{place}，{seconds} 秒）；程序不能可靠地从画面里读出它。",
        "The manifest states a visible label “{text}” ({place}, {seconds} s); a program cannot read it "
        "surely from the picture.",
    ),
    "visible_off": (
        "清单写明没有画可见标识，理由：{reason}。",
        "The manifest states that the visible label was left off, for this reason: {reason}.",
    ),
    "visible_unknown": (
        "画面上有没有可见标识，没有完好的清单可证，程序也不能可靠地读出来。",
        "Whether the picture shows a visible label is stated by no manifest that holds, and a program cannot "
        "read it surely.",
    ),
}

STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "structure": ("结构", "structure"),
    "tags": ("元数据", "metadata"),
    "manifest": ("签名清单", "signed manifest"),
    "labels": ("标识", "labels"),
    "watermark": ("水印", "watermark"),
    "sound_mark": ("声音水印", "mark in the sound"),
    "hash": ("校验值", "hash"),
    "ledger": ("账本", "ledger"),
    "registry": ("登记册", "registry"),
}

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "damaged": ("文件损坏或被截断", "the file is damaged or cut off"),
    "too_large": ("超出大小限制", "it is beyond the size limit"),
    "memory": ("超出内存限制", "it needed more memory than is allowed"),
    "time": ("超出时间限制", "it needed more time than is allowed"),
    "crash": ("读取程序因它崩溃（已隔离）", "its reader crashed over it (in its own process)"),
    "unavailable": ("本机缺少读取程序", "its reader is missing here"),
    "unreadable": ("系统不让读", "the system does not let it be read"),
}

ROWS: Final[Mapping[str, tuple[str, str]]] = {
    "watermark": ("水印", "watermark"),
    "sound_mark": ("声音水印", "mark in the sound"),
    "manifest": ("签名清单", "signed manifest"),
    "labels": ("标识与元数据", "labels and metadata"),
    "visible": ("可见标识", "visible label"),
    "ledger": ("账本", "ledger"),
    "registry": ("登记册", "registry"),
}


CELLS: Final[Mapping[str, tuple[str, str]]] = {
    "busy": ("正在查验", "verifying"),
    "file": ("文件", "file"),
    "verdict": ("结论", "verdict"),
    "basis": ("依据", "basis"),
    "frames": ("帧", "frames"),
    "none": ("没有找到", "none found"),
    "unread": ("读不了", "could not be read"),
    "not_known": ("没有完好的清单可证；程序不能可靠地读出", "no manifest that holds states it; not read"),
    "trusted": ("完好，签署者受信任", "whole, signer trusted"),
    "valid": ("完好，签署者未知", "whole, signer not known"),
    "invalid": ("不符：签名后改过", "does not hold: changed since it was signed"),
    "holds": ("条，记有此文件", "entries, holds this file"),
    "lacks": ("条，没有此文件", "entries, does not hold this file"),
    "alarm": ("有不相符之处，见下", "something does not fit together, see below"),
    "master": ("就是当时的成片", "the delivered master itself"),
    "copy": ("副本、片段或改动版", "a copy, an excerpt or a changed version"),
    "passed_over": ("略过的其他文件", "other files passed over"),
}


def say_reason(reason: Reason, language: str) -> str:
    """One reason as a sentence."""
    template = say_one_of(REASONS, reason.code, language)
    return template.format_map({name: printable(value) for name, value in reason.facts})


def say_problem(problem: Problem, language: str) -> str:
    """One problem as a sentence: which reader, why, and its own last words."""
    index = 0 if language == "zh" else 1
    step, why = STEPS[problem.step][index], PROBLEMS[problem.code][index]
    detail = printable(problem.detail)
    if language == "zh":
        return f"{step}读不了：{why}" + (f"（{detail}）" if detail else "")
    return f"{step} could not be read: {why}" + (f" ({detail})" if detail else "")


def printable(words: str, most: int = 300) -> str:
    """Words of a file, without what steers a terminal or turns the reading order."""
    line = " ".join(words[: most * 4].split())[:most]
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def say_one_of(table: Mapping[str, tuple[str, str]], key: str, language: str) -> str:
    """The words for `key` of one of the tables above."""
    return table[key][0 if language == "zh" else 1]
