"""The events of a room object."""

LAST = "room_left"


class Events:
    """Calls the application's functions, and none after those of room_left (client.room-left-last)."""

    def __init__(self, loop):
        self._loop = loop
        self._functions = {}
        self._over = False

    def on(self, event, function):
        """Adds a function for an event."""
        self._functions.setdefault(event, []).append(function)

    def fire(self, event, *values):
        """Calls all functions for an event. One that raises is the application's fault, and spoils nothing else."""
        if self._over:
            return
        self._over = event == LAST
        for function in self._functions.get(event, []):
            try:
                function(*values)
            except Exception as error:
                context = {"message": f"a function for {event} has raised an error", "exception": error}
                self._loop.call_exception_handler(context)
