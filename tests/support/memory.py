"""What is alive in this process."""

import gc
import secrets
from typing import Any


def invented(letters: str) -> str:
    """Return a word of these letters that nobody has written before."""
    return "".join(secrets.choice(letters) for _ in range(16))


def holding(*words: str) -> list[Any]:
    """Return everything alive that holds a text with one of the words, in any case.

    A cache of any kind holds it in one of these. The texts of many objects are searched at once, and
    each object by itself only where a word was found.
    """
    gc.collect()
    alive = gc.get_objects()
    found = []
    for start in range(0, len(alive), _BATCH):
        batch = alive[start : start + _BATCH]
        # No comprehension: it would hold the words in a cell.
        for each in batch if _say(words, batch) else ():
            if _say(words, [each]):
                found.append(each)
    return found


_BATCH = 2_000


def _say(words: tuple[str, ...], objects: list[Any]) -> bool:
    """Tell whether a text in these objects has one of the words."""
    said = "\n".join(_texts(objects)).casefold()
    return any(word.casefold() in said for word in words)


def _texts(objects: list[Any]) -> set[str]:
    """Return the texts in objects, and in what is inside them and the collector does not follow by itself."""
    parts = gc.get_referents(*objects)
    texts = {part for part in parts if isinstance(part, str)}
    inside = [part for part in parts if type(part) in (tuple, dict) and not gc.is_tracked(part)]
    return texts | _texts(inside) if inside else texts
