package main

import "errors"

// Room is the client SDK, as the testee drives it: write the lines below for yours.
type Room interface {
	// Call makes the call that an action names, and returns when it has ended: "join" when the client is in the room, or never will be.
	// `with` holds its arguments: "room" for join and switchRoom, "target" for remove. A refusal by the server is an error whose text
	// names the code of the refusal, such as PERMISSION_DENIED.
	Call(kind string, with object, accessToken string) error
}

// Open makes a room object of the SDK's. The SDK's events go to tell, each at once and from inside its listener:
// {"roomLeft": {"reason": {...}}, "list": {"participations": [...]}} and so on. An SDK without listeners, whose events come by a
// channel, names "listener" in unsupported.
type Open func(url, room, participant, role string, tell func(event object)) Room

// ErrUnsupported is for a call that the SDK does not have; name its kind in unsupported too.
var ErrUnsupported = errors.New("the SDK has no such call")

// unsupported are kinds of action that the SDK has no call for; their cases are skipped.
var unsupported = []string{"unload"}

// openRoom is yours to write.
var openRoom Open = func(_, _, _, _ string, _ func(object)) Room {
	panic("write openRoom in room.go: it opens a room object of your SDK")
}
