package main

import "errors"

// What this system says of itself, and the calls of the vendor's SDK: write the lines below for yours.

// A word of the vendor's, and every reason code that it may stand for.
func word(native string, codes ...int) object {
	means := []object{}
	for _, code := range codes {
		means = append(means, object{"code": code})
	}
	return object{"native": native, "means": means}
}

func refusal(err error, code string) object { return object{"native": err.Error(), "code": code} }

var words = []object{word("bye", 1101), word("kicked", 1002), word("closed", 1008), word("kicked by the office", 1010),
	word("closed by the office", 1006, 1009)} // nobody is told which of the two

var ready = object{
	"version": "1.0", "name": "tiny meeting 1.0", "side": "TESTEE_SIDE_SYSTEM",
	"unsupported": []string{"unknown", "switchRoom", "mode", "freeze", "heal"}, // no call for these; their cases are skipped
	"system": object{
		"features": []string{"FEATURE_EXTENDED_CODES", "FEATURE_REMOVE", "FEATURE_ROOM_ORDER", "FEATURE_OPERATOR"},
		"slackMs":  500,
		"mapping": object{"leaver": words, "others": append(words, word("lost", 1001)), "refusals": []object{
			refusal(notModerator, "CODE_PERMISSION_DENIED"), refusal(yourself, "CODE_INVALID_ARGUMENT"),
			refusal(noStay, "CODE_NOT_FOUND"), refusal(noRoom, "CODE_NOT_FOUND"), refusal(alreadyHere, "CODE_ALREADY_EXISTS"),
			refusal(notHere, "CODE_FAILED_PRECONDITION"), refusal(wrongKey, "CODE_UNAUTHENTICATED"),
			refusal(noCall, "CODE_UNIMPLEMENTED")}},
	},
}

// Each event of the SDK is told at once, with the vendor's own word as it came.
type listener struct{ tell func(event object) }

func (l listener) Entered(session, stay string, others []*Person) {
	members := []object{}
	for _, other := range others {
		members = append(members, whom(other))
	}
	l.tell(object{"joined": object{"participation": stay, "session": session}, "list": object{"members": members}})
}

func (l listener) Arrived(person *Person) { l.tell(object{"participantJoined": whom(person)}) }

func (l listener) Gone(person *Person, word string) {
	l.tell(object{"participantLeft": object{"participant": person.User, "participation": person.Stay, "native": word}})
}

func (l listener) Over(word string) { l.tell(object{"roomLeft": object{"native": word}}) }

func whom(person *Person) object {
	role := "ROLE_ATTENDEE"
	if person.Moderator {
		role = "ROLE_HOST"
	}
	return object{"participant": person.User, "participation": person.Stay, "role": role}
}

// connect makes the client of a seat, which a join begins. With "upstream" it connects to the address of the seat in open["addresses"].
func connect(_, who object, tell func(event object)) *Person {
	return &Person{User: who["participant"].(string), Moderator: who["role"] == "ROLE_HOST", Listener: listener{tell}}
}

// What the back end is asked for. It has one call for two of these, and none for the last.
var calls = map[string]string{"CALL_END_MEETING": "close", "CALL_CLOSE_ROOM": "close", "CALL_REMOVE_PARTICIPANT": "kick",
	"CALL_STOP_MEDIA_RELAY": "stop relay"}

// errUnsupported is for what the system has no call for; name it in `unsupported` too, where that is a kind of action.
var errUnsupported = errors.New("there is no such call")

// call makes the call that an action names, and returns when it has ended. Each world has rooms of its own.
func call(person *Person, world, kind string, with object) error {
	room := world + "/" + text(with["room"])
	switch kind {
	case "join":
		return person.Enter(room)
	case "leave":
		return person.Exit()
	case "end":
		return person.Close()
	case "remove":
		return person.Kick(text(with["target"]))
	case "sync":
		return person.Ping()
	case "cut":
		person.HangUp()
		return nil
	case "operate":
		office := Office{Key: "none"}
		if with["bearer"] == "BEARER_RIGHT" {
			office.Key = key
		}
		stay := ""
		if targets := with["targets"].([]any); len(targets) > 0 {
			stay = text(targets[0])
		}
		return office.Post(calls[text(with["call"])], room, stay)
	}
	return errUnsupported
}
