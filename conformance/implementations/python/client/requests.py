"""The numbered requests of one room object, and the calls of the application that wait for their answers."""

CALLS_THAT_NEVER_FAIL = ("leave",)


class CallFailed(Exception):
    """A call of the application's has failed: the server refused it, or the room object has left first."""


class Request:
    """A request that has been numbered, and is kept until it is answered."""

    def __init__(self, number, message, call):
        self.number = number
        self.message = message
        self.connection = None
        """The connection that it was sent over last; None before the first."""
        self.call = call

    @property
    def kind(self):
        """The name of the message."""
        return self.message.WhichOneof("kind")


class Requests:
    """All requests that are not answered yet, in their order."""

    def __init__(self, loop):
        self._loop = loop
        self._last = self._taken_up = 0
        self._open = {}

    def add(self, message):
        """Numbers a ClientMessage and keeps it."""
        self._last += 1
        message.request_id = self._last
        request = self._open[self._last] = Request(self._last, message, self._loop.create_future())
        return request

    def taken_up(self, number):
        """The server has taken up all up to a number: their answers come by themselves (client.sends-again)."""
        self._taken_up = number

    def to_send(self, connection):
        """What has to be sent over a connection, for the first time or again."""
        later = [one for one in self._open.values() if one.number > self._taken_up]
        due = [one for one in later if one.connection is not connection]
        for request in due:
            request.connection = connection
        return due

    def switching(self):
        """Whether a SwitchRoom was sent and not answered."""
        return any(one.kind == "switch_room" and one.connection for one in self._open.values())

    def succeed(self, number):
        """The answer to a request has come. Leave is answered by RoomLeft alone."""
        request = self._open.pop(number, None)
        if request and request.kind not in CALLS_THAT_NEVER_FAIL and not request.call.done():
            request.call.set_result(None)

    def fail(self, number, why):
        """A request has been refused. The application of a refused Leave has to wait until the client gives up."""
        request = self._open.pop(number, None)
        if request and request.kind not in CALLS_THAT_NEVER_FAIL and not request.call.done():
            request.call.set_exception(CallFailed(why))

    def settle(self, number, why):
        """RoomLeft settles all: the request that fixed the departure succeeds, and the others fail."""
        self.succeed(number)
        for open_number in list(self._open):
            self.fail(open_number, why)
