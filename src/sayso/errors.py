"""What can go wrong, and who has to act.

SaysoError
  ReportError          one report is spoiled: it is recorded with its reason and the run goes on
    UnreadableError      the bytes are no report (binary, truncated, not JSON, a field missing)
    StageError           a stage failed on it
    LanguageError        it is in a language that this version does not read
  ResourceError        the run cannot go on: a model, gazetteer or service is missing or broken
  LedgerError          wrong version, lost race, broken evidence
SettingsError          a wrong setting, raised before any work, naming the allowed values
"""

from __future__ import annotations


class SaysoError(Exception):
    """Whatever sayso raises on purpose. Its message is one line that a user can act on."""


class ReportError(SaysoError):
    """One report is spoiled; `where` names it ("news.jsonl:12"), `reason` says what is wrong."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        """Errors cross process borders whole."""
        return type(self), (self.where, self.reason)


class UnreadableError(ReportError):
    """The bytes are no report."""


class StageError(ReportError):
    """A stage failed on the report."""


class LanguageError(ReportError):
    """The report is in a language that this version does not read."""


class ResourceError(SaysoError):
    """A model, gazetteer or service is missing or broken: the run cannot go on."""


class LedgerError(SaysoError):
    """The ledger refuses: wrong version, lost race, evidence that is not in its text."""


class SettingsError(SaysoError, ValueError):
    """A wrong setting; the message names the allowed values."""
