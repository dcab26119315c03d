// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.SipTransport;
import earshot.probe.Tap;
import earshot.testkit.Frames;
import earshot.testkit.SctpPackets;
import earshot.testkit.SipText;
import org.junit.jupiter.api.Test;

class SctpTest {
    private final Tap tap = new Tap();

    /** RFC 4168: what signalling gateways and IMS cores speak. */
    @Test
    void sipOverSctpIsAnEventWithItsPorts() {
        byte[] invite = SipText.request("INVITE", "by-sctp", 1, "z9hG4bK1").bytes();
        int whole = SctpPackets.BEGIN | SctpPackets.END;
        byte[] sctp = SctpPackets.from(5_060, 5_062, 7).data(whole, 1, invite).bytes();
        byte[] other = SctpPackets.from(2_905, 2_905, 7)
                .data(whole, 1, new byte[] {1, 0, 2, 1})
                .bytes();
        tap.frame(0, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", SctpPackets.PROTOCOL, sctp)));
        tap.frame(1, Frames.ethernet(Frames.ipv4("192.0.2.1", "192.0.2.2", SctpPackets.PROTOCOL, other)));
        tap.pipeline.finish();

        assertThat(tap.events.sip).singleElement().satisfies(message -> {
            assertThat(message.getTransport()).isEqualTo(SipTransport.SCTP);
            assertThat(message.getCallId()).isEqualTo("by-sctp");
            assertThat(message.getSourcePort()).isEqualTo(5_060);
            assertThat(message.getDestinationPort()).isEqualTo(5_062);
        });
        assertThat(tap.pipeline.fates().of(Fate.SIP_SEGMENT)).isEqualTo(1);
        assertThat(tap.pipeline.fates().of(Fate.OTHER_IP)).isEqualTo(1);
    }
}
