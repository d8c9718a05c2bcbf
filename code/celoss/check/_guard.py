"""A learner's code may be empty, may raise, may print, and may never end."""

import dis
import functools
import inspect
import io
import linecache
import re
import signal
import threading
import time
import traceback
import types
from _thread import interrupt_main

PATIENCE = 6  # how many times the limit on computing an answer may take by the clock on the wall


class TimeIsUp(BaseException):
    """Not an Exception, so that a learner's ``except Exception`` does not catch it; it holds how it ended."""


def computing():
    """A clock of the time that this thread computes, for any thread to read; of the process where there is none."""
    if hasattr(time, "pthread_getcpuclockid"):
        return functools.partial(time.clock_gettime, time.pthread_getcpuclockid(threading.get_ident()))
    return time.process_time


def within(seconds, function, *arguments):
    """``function(*arguments)``, or TimeIsUp after `seconds` of computing or, by the clock, PATIENCE times as many.

    On a busy machine an answer may take longer without computing more. It is stopped only between two Python
    instructions, as Ctrl-C does. Signals reach the main thread alone: in any other there is no limit. With None for
    `seconds` there is none either.
    """
    main, previous = threading.main_thread(), signal.getsignal(signal.SIGINT)
    if seconds is None or threading.current_thread() is not main or previous is None:
        return function(*arguments)
    inside, expired, over = True, "", threading.Event()
    clocks = {f"within {seconds:g} seconds.": (computing(), seconds)}
    clocks[f"within {PATIENCE * seconds:g} seconds: does it wait for something?"] = time.monotonic, PATIENCE * seconds
    ends = {text: (clock, clock() + limit) for text, (clock, limit) in clocks.items()}

    def watch():
        nonlocal expired
        wait = seconds
        while not over.wait(wait):
            left = {text: end - clock() for text, (clock, end) in ends.items()}
            expired = expired or next((text for text in left if left[text] <= 0), "")
            wait = 0.1 if expired else max(min(left.values()), 0.01)
            if not expired:
                continue
            if hasattr(signal, "pthread_kill"):  # and again: a bare except may have caught the last one
                signal.pthread_kill(main.ident, signal.SIGINT)  # this ends a sleep as well
            else:
                interrupt_main()

    def handle(number, frame):
        if expired and inside:
            raise TimeIsUp(expired)
        if not expired and callable(previous):
            previous(number, frame)  # somebody pressed Ctrl-C

    watcher = threading.Thread(target=watch, daemon=True)
    signal.signal(signal.SIGINT, handle)
    try:
        watcher.start()
        result = function(*arguments)
    finally:
        inside = False
        over.set()
        watcher.join()
        signal.signal(signal.SIGINT, previous)
    if expired:
        raise TimeIsUp(expired)
    return result


class Printed(io.StringIO):
    """Takes what is printed, and keeps of it only that there was something."""

    anything = False

    def write(self, text):
        self.anything = True
        return len(text)

    def close(self):
        """Stay open: a learner may close sys.stdout."""


IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}


def functions(answer):
    """The functions that a learner wrote: the answer, or the methods of a class; none where it hides them."""
    found = []
    for value in [*vars(answer).values()] if isinstance(answer, type) else [answer]:
        try:
            function = inspect.unwrap(getattr(value, "__func__", value))
            found.append(function.func if isinstance(function, functools.partial) else function)
        except Exception:
            continue
    return [function for function in found if type(function) is types.FunctionType]


def is_blank(answer):
    """Whether an answer is the untouched stub: ``...``, a tuple with it, or a function or class of functions of it."""
    if isinstance(answer, list | tuple):
        return any(part is ... for part in answer)
    if answer is None or answer is ...:
        return True
    written = functions(answer)
    return bool(written) and all(
        {instruction.opname for instruction in dis.get_instructions(function)} <= IDLE
        # The constants too: to return 0.5 is the same code as to return None.
        and {*function.__code__.co_consts} <= {None, function.__doc__}
        for function in written
    )


def said(error):
    """What an error says, on one line and not too long."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        return "its message cannot be shown"
    return text if len(text) <= 300 else f"{text[:300]} ..."


def place(error, answer):
    """The last line of the learner's own code that an error passed through, as the end of a sentence."""
    files = {function.__code__.co_filename for function in functions(answer)}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    line = linecache.getline(frames[-1].filename, frames[-1].lineno).strip() if frames else ""
    return f"\nin the line: {line[:200]}" if line else ""


SAME = {
    "shapes that do not line up": "could not be broadcast|must match the (existing )?size|mismatch in its core dim",
    "an axis that is not there": "out of bounds for array of dimension|Dimension out of range",
    "an index that is not there": "index .* is out of bounds|index out of range|Index .* out of",
}


def kind(error, answer):
    """What an error is about, so that two can be compared: where it arose, its type, and what it says but for numbers.

    NumPy and torch word the same mistake in two ways, and raise two types of errors.
    """
    text = said(error)
    about = next((about for about, words in SAME.items() if re.search(words, text)), "")
    about = about or f"{type(error).__name__}: " + re.sub(r"[-+\d.e]*\d[\d.]*(, ?)?", "#", text)
    own, todo = set(), [function.__code__ for function in functions(answer)]
    while todo:
        own.add(todo[-1])
        todo += [constant for constant in todo.pop().co_consts if isinstance(constant, types.CodeType)]
    inside = any(frame.f_code in own for frame, _ in traceback.walk_tb(error.__traceback__))
    return f"{'inside' if inside else 'outside'} of the answer: {about}"
