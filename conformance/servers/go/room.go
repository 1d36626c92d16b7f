package main

import (
	"crypto/rand"
	"sync"

	"github.com/coder/websocket"

	pb "server/gen/adjourn/v1"
)

// features is what the server declares beyond the base. A feature is kept as a whole, or not declared: claim.features.
var features = []pb.Feature{}

// The reasons that this server gives, by what happened: reason.true.
const (
	left   = pb.ReasonCode_REASON_CODE_MANUAL_LEAVE_CALLED
	lost   = pb.ReasonCode_REASON_CODE_WEBSOCKET_DISCONNECTED
	ended  = pb.ReasonCode_REASON_CODE_REMOVE_ALL
	closed = pb.ReasonCode_REASON_CODE_ROOM_CLOSE
)

// reason is what everybody is told of a departure. Without extended_codes there is none for a Leave: reason.fallback.
func reason(code pb.ReasonCode) *pb.Reason {
	if code == left {
		return nil
	}
	return &pb.Reason{Code: code}
}

// room is one session of a room: from its first Join to its last departure.
type room struct {
	id, session string
	present     map[string]*client // by participation
}

// rooms has all that are open. The caller of what is below holds its lock: so a request has told everybody before another one is
// taken up (fence.effects-first).
type rooms struct {
	sync.Mutex
	open map[string]*room
}

// send puts the next message into a client's stream.
func (c *client) send(message *pb.ServerMessage) {
	c.sequence++
	message.Sequence = c.sequence
	c.put(outgoing{message: message})
}

func (c *client) accept(request uint32) {
	c.send(&pb.ServerMessage{ReplyTo: request, Kind: &pb.ServerMessage_Accepted{Accepted: &pb.Accepted{}}})
}

// sendRoomLeft is the last that a client is told. The close frame repeats the reason: close.code.
func (c *client) sendRoomLeft(code pb.ReasonCode, request uint32) {
	why := &pb.RoomLeft{Reason: reason(code)}
	c.send(&pb.ServerMessage{ReplyTo: request, Kind: &pb.ServerMessage_RoomLeft{RoomLeft: why}})
	c.closing = true
	if why.Reason == nil {
		c.put(outgoing{close: websocket.StatusNormalClosure})
	} else {
		c.put(outgoing{close: websocket.StatusCode(3000 + code)})
	}
}

// depart ends a stay and tells the others. Who calls it tells the leaver.
func (r *rooms) depart(c *client, code pb.ReasonCode) {
	in := c.room
	c.room = nil
	delete(in.present, c.who.ParticipationId)
	if len(in.present) == 0 {
		delete(r.open, in.id)
	}
	for _, other := range in.present {
		news := &pb.ParticipantLeft{ParticipantId: c.who.ParticipantId, ParticipationId: c.who.ParticipationId, Reason: reason(code)}
		other.send(&pb.ServerMessage{Kind: &pb.ServerMessage_ParticipantLeft{ParticipantLeft: news}})
	}
}

// end sends all who are in a room home, by RoomLeft alone: departure.by-room-left-alone. The caller, if any, comes last.
func (r *rooms) end(in *room, code pb.ReasonCode, caller *client, request uint32) {
	delete(r.open, in.id)
	for _, c := range in.present {
		c.room = nil
		if c != caller {
			c.sendRoomLeft(code, 0)
		}
	}
	if caller != nil {
		caller.sendRoomLeft(code, request)
	}
}

// take deals with one message.
func (r *rooms) take(c *client, message *pb.ClientMessage) {
	isFirst := !c.heard
	c.heard = true
	join := message.GetJoin()
	switch {
	case c.closing: // RoomLeft has settled what comes now: request.answered.
	case c.room != nil && (join != nil || message.GetResume() != nil), isFirst && join == nil:
		r.lose(c, websocket.StatusProtocolError) // frame.join-again, frame.first
	case c.room != nil && message.RequestId != 0: // An Ack has no number.
		if code := r.request(c, message); code != 0 {
			c.send(refusal(code, message.RequestId))
		}
	case c.room == nil && join != nil:
		if code := r.join(c, join); code != 0 {
			c.put(outgoing{message: refusal(code, 0)}) // outside of the stream: sequence.refused-join
		}
	}
}

func refusal(code pb.Code, request uint32) *pb.ServerMessage {
	return &pb.ServerMessage{ReplyTo: request, Kind: &pb.ServerMessage_Rejected{Rejected: &pb.Rejected{Code: code}}}
}

// join lets somebody in, or says why not.
func (r *rooms) join(c *client, join *pb.Join) pb.Code {
	if join.RoomId == "" || join.ParticipantId == "" || (join.Role != pb.Role_ROLE_HOST && join.Role != pb.Role_ROLE_ATTENDEE) {
		return pb.Code_CODE_INVALID_ARGUMENT
	}
	in := r.open[join.RoomId]
	if in == nil {
		in = &room{id: join.RoomId, session: rand.Text(), present: map[string]*client{}}
	}
	roster := []*pb.Participant{}
	for _, other := range in.present {
		if other.who.ParticipantId == join.ParticipantId {
			return pb.Code_CODE_ALREADY_EXISTS
		}
		roster = append(roster, other.who)
	}
	c.room, c.who = in, &pb.Participant{ParticipantId: join.ParticipantId, ParticipationId: rand.Text(), Role: join.Role}
	for _, other := range in.present {
		news := &pb.ParticipantJoined{Participant: c.who}
		other.send(&pb.ServerMessage{Kind: &pb.ServerMessage_ParticipantJoined{ParticipantJoined: news}})
	}
	r.open[in.id] = in
	in.present[c.who.ParticipationId] = c
	joined := &pb.Joined{SessionId: in.session, ParticipationId: c.who.ParticipationId, Roster: roster, Features: features}
	c.send(&pb.ServerMessage{Kind: &pb.ServerMessage_Joined{Joined: joined}})
	return 0
}

// request does what somebody who is present asks for and answers it, or says why not.
func (r *rooms) request(c *client, message *pb.ClientMessage) pb.Code {
	switch message.Kind.(type) {
	case *pb.ClientMessage_Leave:
		r.depart(c, left)
		c.sendRoomLeft(left, message.RequestId)
	case *pb.ClientMessage_End:
		if c.who.Role != pb.Role_ROLE_HOST && len(c.room.present) > 1 {
			return pb.Code_CODE_PERMISSION_DENIED
		}
		r.end(c.room, ended, c, message.RequestId)
	case *pb.ClientMessage_Sync:
		c.accept(message.RequestId)
	default:
		return pb.Code_CODE_UNIMPLEMENTED
	}
	return 0
}

// lose closes a connection for what came on it, or did not come. Who was there is lost: frame.contained.
func (r *rooms) lose(c *client, code websocket.StatusCode) {
	if !c.closing {
		r.gone(c, lost)
		c.put(outgoing{close: code})
	}
}

// gone is called for every connection that has ended, by either side.
func (r *rooms) gone(c *client, code pb.ReasonCode) {
	c.closing = true
	if c.room != nil {
		r.depart(c, code)
	}
}
