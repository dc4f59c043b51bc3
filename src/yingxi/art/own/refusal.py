"""What is said of a model file that cannot be taken: one line, in both languages."""

from yingxi.film.errors import UsageError


def refused(zh: str, en: str) -> UsageError:
    """A file or a wish that cannot be honoured; `zh` and `en` each say why and what to do."""
    return UsageError(en, zh=zh)


def broken(zh: str, en: str) -> UsageError:
    """The refusal of a file that contradicts itself or the standard."""
    return refused(f"模型文件坏了：{zh}；请重新导出", f"the model file is broken: {en}; export it again")


def too_large(zh: str, en: str) -> UsageError:
    """The refusal of a file that asks for more than a film can hold."""
    return refused(f"模型太大：{zh}；请先简化", f"the model is too large: {en}; simplify it first")
