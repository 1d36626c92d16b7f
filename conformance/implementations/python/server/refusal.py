"""A request that is refused, and so changes nothing."""

import schema

Code = schema.answer.Code


class Refused(Exception):
    """Raised before anything is changed. `code` is one of the Connect codes; `message` repeats nothing of theirs."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message

    def answer(self):
        """The same as a message of the wire."""
        return schema.answer.Rejected(code=Code.Value(f"CODE_{self.code}"), message=self.message)
