// A base server of Adjourn 1.0. This file speaks the wire: connections, frames, closing. room.go decides what happens in a meeting.
package main

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/coder/websocket"
	"google.golang.org/protobuf/proto"

	pb "server/gen/adjourn/v1"
)

const (
	subprotocol = "adjourn.v1.proto"
	maxFrame    = 65_536 // bytes
	maxWaiting  = 1_024  // messages that wait for a slow reader: connection.clogged
	timeToJoin  = 10 * time.Second
	goodbye     = 4101 // who closes with it leaves: connection.goodbye
)

// client is one connection. The lock of the rooms guards all but the outbox, which is in order.
type client struct {
	outbox   chan outgoing
	cut      func() // breaks the connection off, without a close frame
	sequence uint32 // of the last message: sequence.dense
	heard    bool   // its first message has come
	closing  bool   // nothing may follow what is in the outbox
	room     *room  // where it is present; nil before its Joined and after its departure
	who      *pb.Participant
}

// outgoing is a message for a client, or the code with which its connection is closed.
type outgoing struct {
	message *pb.ServerMessage
	close   websocket.StatusCode
}

// put never waits. Who does not read for long is cut off, and then found lost.
func (c *client) put(next outgoing) {
	select {
	case c.outbox <- next:
	default:
		c.cut()
	}
}

// serve carries one connection from its handshake to its end, and writes what is put into its outbox.
func (r *rooms) serve(w http.ResponseWriter, request *http.Request) {
	socket, err := websocket.Accept(w, request, &websocket.AcceptOptions{Subprotocols: []string{subprotocol}})
	if err != nil {
		return // Accept has answered.
	}
	if socket.Subprotocol() == "" {
		socket.Close(websocket.StatusPolicyViolation, "the subprotocol is "+subprotocol) // handshake.subprotocol
		return
	}
	defer socket.CloseNow()
	socket.SetReadLimit(-1) // read looks at the length itself, so that a close comes after what waits.
	ctx, cut := context.WithCancel(context.Background())
	defer cut()
	c := &client{outbox: make(chan outgoing, maxWaiting), cut: cut}
	defer time.AfterFunc(timeToJoin, func() {
		r.Lock()
		defer r.Unlock()
		if c.room == nil {
			r.lose(c, websocket.StatusPolicyViolation) // connection.unbound
		}
	}).Stop()
	go r.read(ctx, socket, c)
	for {
		select {
		case next := <-c.outbox:
			if next.close != 0 {
				socket.Close(next.close, "")
				return
			}
			frame, _ := proto.Marshal(next.message)
			socket.Write(ctx, websocket.MessageBinary, frame) // Where this fails, read finds the connection lost.
		case <-ctx.Done():
			return
		}
	}
}

// read takes frames until the connection has ended.
func (r *rooms) read(ctx context.Context, socket *websocket.Conn, c *client) {
	defer c.cut()
	for {
		kind, frame, err := socket.Reader(ctx)
		var data []byte
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(frame, maxFrame+1))
		}
		message := &pb.ClientMessage{}
		r.Lock()
		switch {
		case websocket.CloseStatus(err) == goodbye:
			r.gone(c, left)
		case err != nil:
			r.gone(c, lost)
		case len(data) > maxFrame:
			r.lose(c, websocket.StatusMessageTooBig) // frame.oversize
		case kind != websocket.MessageBinary:
			r.lose(c, websocket.StatusUnsupportedData) // frame.wrong-type
		case proto.Unmarshal(data, message) != nil:
			r.lose(c, websocket.StatusInvalidFramePayloadData) // frame.undecodable
		default:
			r.take(c, message)
		}
		r.Unlock()
		if err != nil {
			return
		}
		io.Copy(io.Discard, frame)
	}
}

func main() {
	// Every Join is believed, so that nobody may reach it from elsewhere: access.development.
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	r := &rooms{open: map[string]*room{}}
	go http.Serve(listener, http.HandlerFunc(r.serve))
	log.Printf("listening on ws://%s", listener.Addr())
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	<-stop
	r.Lock()
	for _, in := range r.open {
		r.end(in, closed, nil, 0) // close.by-server
	}
	time.Sleep(100 * time.Millisecond) // for what is in the outboxes
}
