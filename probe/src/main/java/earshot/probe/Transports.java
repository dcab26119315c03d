// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.events.SipTransport;
import earshot.probe.dissect.AgentNote;
import earshot.probe.dissect.PayloadHandler.Carrier;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.sip.SipMessageView;
import java.util.Locale;

/** What a SIP message travelled in, as an event says it. */
final class Transports {
    private Transports() {}

    /** What was seen on the wire; within a web socket, the Via tells whether TLS was taken off before. */
    static SipTransport of(Carrier carrier, SipMessageView message, AgentNote note) {
        return switch (carrier) {
            case UDP -> SipTransport.UDP;
            case TCP -> SipTransport.TCP;
            case SCTP -> SipTransport.SCTP;
            case AGENT -> byAgent(message, note);
            case WEB_SOCKET ->
                message.viaTransport().toUpperCase(Locale.ROOT).equals("WSS") ? SipTransport.WSS : SipTransport.WS;
        };
    }

    /** An agent sees messages behind TLS and web sockets: the Via tells which; else the protocol below IP's. */
    private static SipTransport byAgent(SipMessageView message, AgentNote note) {
        return switch (message.viaTransport().toUpperCase(Locale.ROOT)) {
            case "TLS" -> SipTransport.TLS;
            case "WS" -> SipTransport.WS;
            case "WSS" -> SipTransport.WSS;
            default ->
                switch (note.ipProtocol()) {
                    case IpPacket.PROTOCOL_TCP -> SipTransport.TCP;
                    case IpPacket.PROTOCOL_SCTP -> SipTransport.SCTP;
                    default -> SipTransport.UDP;
                };
        };
    }
}
