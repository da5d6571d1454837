"""Take the official register over, and propose the change as a pull request.

`.github/workflows/update.yml` runs it every day. It reads the register (`update --from`), writes the
new version of the data, commits it to a branch of its own and, with ``--open``, pushes that branch and
opens a pull request whose text is the report. Where the register has not changed, or was refused,
nothing is proposed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

if __package__ is None:  # run as a file
    sys.path.append(str(Path(__file__).resolve().parent.parent))

from dashboard.register.proposal import BRANCH

AUTHOR = "register-update"
MAIL = "register-update@users.noreply.github.com"


class ProposalError(RuntimeError):
    """Nothing can be proposed; the message says why."""


def main(words: list[str] | None = None) -> int:
    """Propose what the register changes.

    Args:
        words: The words of the command line; those of the process if None.

    Returns:
        The exit code: 0 if something was proposed or nothing changed, else 1.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--from", dest="source", default="mirror", help="as of `update` (mirror)")
    parser.add_argument("--repository", type=Path, default=Path(), help="the checkout (here)")
    parser.add_argument("--data", default="data", help="the data package in it (data)")
    parser.add_argument(
        "--open", action="store_true", help="push the branch and open a pull request"
    )
    parser.add_argument(
        "--merge", action="store_true", help="merge it by itself when the tests have passed"
    )
    arguments = parser.parse_args(words)
    try:
        print(_propose(arguments))
    except ProposalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _propose(arguments: argparse.Namespace) -> str:
    checkout: Path = arguments.repository.resolve()

    def git(*command: str) -> str:
        return _run(["git", *command], checkout)

    if git("status", "--porcelain", "--", arguments.data):
        raise ProposalError(
            f"{arguments.data} has changes that are not committed: commit them first."
        )
    remote = _remote_branch(git)
    if remote and (others := _others(git, remote)):
        return (
            f"Nothing was proposed: {', '.join(others)} committed to {BRANCH}. Merge or close its pull "
            "request first."
        )
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "proposal"
        update = [sys.executable, "-m", "dashboard", "update", "--from", arguments.source]
        options = ["--data", str(checkout / arguments.data), "--apply", "--pull-request", str(told)]
        # The code of this file's checkout reads the register, wherever the data are.
        print(_run([*update, *options], Path(__file__).resolve().parent.parent))
        if not told.is_dir():
            return "Nothing was proposed: the dataset has this state of the register already."
        git("checkout", "--quiet", "-B", BRANCH)
        git("add", "--all", "--", arguments.data)
        identity = ["-c", f"user.name={AUTHOR}", "-c", f"user.email={MAIL}"]
        git(*identity, "commit", "--quiet", f"--file={told / 'message'}")
        if arguments.open:
            lease = git("rev-parse", remote) if remote else ""
            git("push", "--quiet", f"--force-with-lease={BRANCH}:{lease}", "origin", BRANCH)
            _open(checkout, told, merge=arguments.merge)
        title = (told / "title").read_text(encoding="utf-8").strip()
    return f"Proposed on {BRANCH}: {title}"


def _remote_branch(git: object) -> str:
    """Fetch the branch of the remote; "" if it has none."""
    assert callable(git)
    if "origin" not in git("remote").split() or not git("ls-remote", "--heads", "origin", BRANCH):
        return ""
    git("fetch", "--quiet", "origin", f"+refs/heads/{BRANCH}:refs/remotes/origin/{BRANCH}")
    return f"origin/{BRANCH}"


def _others(git: object, remote: str) -> list[str]:
    """Return the other authors of the branch since it left the present one."""
    assert callable(git)
    authors = git("log", "--format=%an\t%ae", remote, "--not", "HEAD").splitlines()
    return sorted(
        {name for name, _tab, mail in (each.partition("\t") for each in authors) if mail != MAIL}
    )


def _open(checkout: Path, told: Path, *, merge: bool) -> None:
    """Open the pull request, or bring the one that is open up to date."""
    title = (told / "title").read_text(encoding="utf-8").strip()
    words = ["--title", title, "--body-file", str(told / "body.md")]
    found = [
        "gh",
        "pr",
        "list",
        "--head",
        BRANCH,
        "--state",
        "open",
        "--json",
        "number",
        "--jq",
        ".[].number",
    ]
    if number := _run(found, checkout).strip():
        _run(["gh", "pr", "edit", number, *words], checkout)
    else:
        _run(["gh", "pr", "create", "--head", BRANCH, *words], checkout)
    if merge:
        _run(["gh", "pr", "merge", BRANCH, "--auto", "--squash"], checkout)


def _run(command: list[str], folder: Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise ProposalError(f"{command[0]} cannot be run: {error.strerror or error}.") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise ProposalError(f"{' '.join(command[:3])} ended with {done.returncode}: {said}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
