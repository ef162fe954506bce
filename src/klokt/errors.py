"""Every error that klokt raises, with a stable code.

KloktError
├── ContentError      the guideline folder is wrong; `problems` says where and what to do
├── ExpressionError   a condition cannot be read; carries its column
├── IntakeError       the data we were sent cannot be read; nothing is guessed
├── LetterError       a letter may not go with the proposal, or a unit's file of its own cannot be read
├── SecondReaderError the second reader is not set up as it must be, or did not answer
├── SelectionError    no guideline, or more than one, fits the referral
├── SendingError      a message cannot be written as was asked for, or did not reach whom it is for
├── SignInError       somebody cannot be let in, or the provider that signs people in cannot be used
├── StoreError        the database of the journal cannot be used
├── TriageError       the step is not allowed to this person, or not now
└── UnitError         what a unit has set of its own cannot be used
"""


class KloktError(Exception):
    """Base of the tree: `code` is stable, the message says what, where and what to do."""

    code = "K000"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ContentError(KloktError):
    """The guideline folder cannot be used as it is."""

    code = "K100"


class ExpressionError(KloktError):
    """A condition is not in the rule language, or names something that is not defined."""

    code = "K200"

    def __init__(self, message: str, hint: str = "", column: int = 0, code: str = "K200") -> None:
        super().__init__(message)
        self.hint = hint
        self.column = column
        self.code = code


class IntakeError(KloktError):
    """A referral cannot be read. The message never holds anything that identifies a patient."""

    code = "K300"

    def __init__(self, code: str, message: str, referral: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.referral = referral


class SelectionError(KloktError):
    """The guideline to use cannot be told from the referral."""

    code = "K400"


class LetterError(KloktError):
    """A letter may not go, or cannot be written. The message never holds anything that identifies a patient."""

    code = "K500"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SendingError(KloktError):
    """A referral or an answer cannot be sent as it is. The message never holds anything that identifies a patient."""

    code = "K600"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TriageError(KloktError):
    """A step in the unit's work that is not allowed now. The message never holds anything that identifies a patient."""

    code = "K700"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SignInError(KloktError):
    """Somebody cannot be let in. The message never holds a token, a code, or what the person is called."""

    code = "K860"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class StoreError(KloktError):
    """The database of the journal cannot be used as it is. The message never holds its address or a password."""

    code = "K800"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SecondReaderError(KloktError):
    """The second reader may not be asked, or did not answer. The message never holds a word of the text."""

    code = "K900"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnitError(KloktError):
    """What a unit has set of its own cannot be used."""

    code = "K850"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
