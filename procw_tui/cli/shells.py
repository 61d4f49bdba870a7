"""Tab in bash, zsh and fish: a name that is offered stays one word, whatever is in it.

Click's own scripts let the shell split what they are given, at commas in fish, at blanks and backslashes in
bash. These hand over the line as it is typed up to the cursor, and take what comes back line by line.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

BASH = """\
%(complete_func)s() {
    local line
    COMPREPLY=()
    type -P "$1" >/dev/null || return
    while IFS= read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            *) compopt -o default; return ;;
        esac
    done < <(
        IFS=$'\\n'
        if [[ $COMP_LINE ]]; then typed=${COMP_LINE:0:COMP_POINT}; else typed="${COMP_WORDS[*]}"; fi
        COMP_WORDS=$typed COMP_PIECE=$2 %(complete_var)s=bash_complete "$1"
    )
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
ZSH = """\
#compdef %(prog_name)s
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
%(complete_func)s() {
    (( ! $+commands[%(prog_name)s] )) && return 1
    local -a found values told
    local type value help
    found=("${(@f)$(COMP_WORDS="${(F)words[1,CURRENT]}" %(complete_var)s=zsh_complete %(prog_name)s)}")
    for type value help in "${(@)found}"; do
        if [[ $type == (file|dir) ]]; then _files; return; fi
        [[ $type == plain ]] || continue
        values+=("$value")
        if [[ $help == _ ]]; then told+=("$value"); else told+=("$value  $help"); fi
    done
    if (( $#values )); then compadd -U -l -V unsorted -d told -a values; else _files; fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
FISH = """\
function %(complete_func)s
    set -l typed (commandline -cp | string collect)
    for line in (env COMP_WORDS="$typed" %(complete_var)s=fish_complete %(prog_name)s)
        switch $line
            case 'plain,*'
                string replace -r '^plain,' '' -- $line
            case '*'
                __fish_complete_path (commandline -ct)
                return
        end
    end
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""

END = "."
OPTION = re.compile(r"--[\w-]+=")


class Typed(NamedTuple):
    """A command line up to the cursor."""

    words: list[str]
    """The whole words."""
    begun: str
    """The one that is being typed, as it is meant."""
    raw: str
    """The same as it stands there."""
    quote: str
    """The quote that is open in it."""


def typed(text: str) -> Typed:
    """What is typed so far; a letter more makes a word of what the cursor stands at, be it empty."""
    line = io.StringIO(f"{text}{END}")
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words, starts, quote = [], [0], ""
    try:
        for word in lexer:
            words.append(word)
            starts.append(line.tell())
    except ValueError:  # a quote that is open
        words.append(lexer.token)
        quote = str(vars(lexer)["state"])
    begun = words.pop().removesuffix(END)
    return Typed(words, begun, text[starts[len(words)] :].lstrip(), quote)


class _Line(ShellComplete):
    """A shell that hands over its line."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that one."""
        self.typed = typed(os.environ.get("COMP_WORDS", ""))
        return self.typed.words[1:], self.typed.begun


class Bash(_Line):
    """What is put into the line is code: each value is quoted as the word before the cursor is."""

    name = "bash"
    source_template = BASH

    def format_completion(self, item: CompletionItem) -> str:
        """One line; bash replaces what stands behind the last colon or equals sign alone."""
        value = _quoted(item.value, self.typed.quote)
        piece = os.environ.get("COMP_PIECE", self.typed.raw)
        before = OPTION.sub("", self.typed.raw.removesuffix(piece), count=1).lstrip("'\"")
        return f"{item.type},{value.removeprefix(before)}"


def _quoted(value: str, quote: str) -> str:
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'([\\"$`])', r"\\\1", value)
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)


def _option(typed: Typed) -> str:
    """The option before an equals sign: the shell replaces the whole word."""
    option = OPTION.match(typed.begun)
    return option[0] if option else ""


class Zsh(_Line):
    """Quotes by itself; a value behind an equals sign is offered with its option."""

    name = "zsh"
    source_template = ZSH

    def format_completion(self, item: CompletionItem) -> str:
        """Three lines."""
        return f"{item.type}\n{_option(self.typed)}{item.value}\n{item.help or '_'}"


class Fish(_Line):
    """Quotes by itself; a value behind an equals sign is offered with its option."""

    name = "fish"
    source_template = FISH

    def format_completion(self, item: CompletionItem) -> str:
        """One line, the help behind a tab."""
        told = f"\t{item.help}" if item.help else ""
        return f"{item.type},{_option(self.typed)}{item.value}{told}"


SHELLS: dict[str, type[ShellComplete]] = {shell.name: shell for shell in (Bash, Zsh, Fish)}


def register() -> None:
    """In place of click's own."""
    for shell in SHELLS.values():
        add_completion_class(shell)


def script_of(shell: str, program: click.Command) -> str:
    """What the shell has to read."""
    return SHELLS[shell](program, {}, "procw-tui", "_PROCW_TUI_COMPLETE").source()
