package main

// The place for the vendor's own SDK. This stand-in is a tiny meeting, server and all, in one process: take it away, and import yours.

import (
	"errors"
	"fmt"
	"sync"
)

// key is what the back end shows to the office.
const key = "open sesame"

// What a call can be refused for, in the vendor's own words.
var (
	notModerator = errors.New("not a moderator")
	yourself     = errors.New("yourself")
	noStay       = errors.New("no such stay")
	noRoom       = errors.New("no such room")
	alreadyHere  = errors.New("already here")
	notHere      = errors.New("not here")
	wrongKey     = errors.New("wrong key")
	noCall       = errors.New("no such call")
)

// One opening of a room: who is there, in the order of arrival, and every stay that ever was.
type opening struct {
	name, session string
	inside        []*Person
	known         map[string]bool
}

var (
	server  sync.Mutex // the server does one thing at a time
	rooms   = map[string]*opening{}
	numbers int
)

// Listener hears what happens to a person, in the order in which it happens.
type Listener interface {
	Entered(session, stay string, others []*Person)
	Arrived(person *Person)
	Gone(person *Person, word string)
	Over(word string)
}

// Person is one person's connection.
type Person struct {
	User      string
	Stay      string
	Moderator bool
	Listener  Listener
	room      *opening
}

func (p *Person) Enter(name string) error {
	server.Lock()
	defer server.Unlock()
	room := rooms[name]
	if room == nil {
		room = &opening{name: name, session: numbered("session"), known: map[string]bool{}}
	}
	for _, other := range room.inside {
		if other.User == p.User {
			return alreadyHere
		}
	}
	rooms[name], p.room, p.Stay = room, room, numbered("stay")
	others := append([]*Person{}, room.inside...)
	room.inside, room.known[p.Stay] = append(room.inside, p), true
	p.Listener.Entered(room.session, p.Stay, others)
	for _, other := range others {
		other.Listener.Arrived(p)
	}
	return nil
}

func (p *Person) Exit() error {
	server.Lock()
	defer server.Unlock()
	if p.room == nil {
		return notHere
	}
	depart(p, "bye", true)
	return nil
}

func (p *Person) Kick(stay string) error {
	server.Lock()
	defer server.Unlock()
	if p.room == nil {
		return notHere
	} else if !p.Moderator {
		return notModerator
	} else if stay == p.Stay {
		return yourself
	}
	return kick(p.room, stay, "kicked")
}

// Close ends the meeting for all.
func (p *Person) Close() error {
	server.Lock()
	defer server.Unlock()
	if p.room == nil {
		return notHere
	} else if !p.Moderator && len(p.room.inside) > 1 {
		return notModerator
	}
	return closeRoom(p.room, "closed")
}

// Ping asks the server for nothing.
func (p *Person) Ping() error {
	server.Lock()
	defer server.Unlock()
	if p.room == nil {
		return notHere
	}
	return nil
}

// HangUp closes the connection without a word, as a process does that is killed.
func (p *Person) HangUp() {
	server.Lock()
	defer server.Unlock()
	if p.room != nil {
		depart(p, "lost", false)
	}
}

// Office is the vendor's back end.
type Office struct{ Key string }

func (o Office) Post(call, name, stay string) error {
	server.Lock()
	defer server.Unlock()
	room := rooms[name]
	if o.Key != key {
		return wrongKey
	} else if call != "close" && call != "kick" {
		return noCall
	} else if room == nil {
		return noRoom
	} else if call == "close" {
		return closeRoom(room, "closed by the office")
	}
	return kick(room, stay, "kicked by the office")
}

func kick(room *opening, stay, word string) error {
	if !room.known[stay] {
		return noStay
	}
	for _, person := range room.inside {
		if person.Stay == stay {
			depart(person, word, true)
			break
		}
	}
	return nil
}

func closeRoom(room *opening, word string) error {
	everybody := room.inside
	room.inside = nil
	for _, person := range everybody {
		depart(person, word, true)
	}
	return nil
}

func depart(leaver *Person, word string, told bool) {
	room, others := leaver.room, []*Person{}
	leaver.room = nil
	for _, person := range room.inside {
		if person != leaver {
			others = append(others, person)
		}
	}
	if room.inside = others; len(others) == 0 {
		delete(rooms, room.name)
	}
	if told {
		leaver.Listener.Over(word)
	}
	for _, other := range others {
		other.Listener.Gone(leaver, word)
	}
}

func numbered(what string) string {
	numbers++
	return fmt.Sprint(what, "-", numbers)
}
