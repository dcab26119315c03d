// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.storage.CallAudio;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import earshot.testkit.CallScript;
import earshot.testkit.RtcpPackets;
import org.junit.jupiter.api.Test;

/** Which call the media on the wire belongs to, and what is said of it, from octets. */
class MediaSituationsTest {
    private static final String A = "192.0.2.10";
    private static final String B = "192.0.2.30";
    private static final String RELAY = "192.0.2.50";
    private static final String NAT = "198.51.100.1";

    private CallScript wire = new CallScript("call-1");

    private void answered(double seconds) {
        wire.at(seconds).request("INVITE", A, B).sdp(A, 4000).send();
        wire.at(seconds + 2).response(200, "INVITE", B, A).tag("b").sdp(B, 5000).send();
        wire.at(seconds + 2.01).request("ACK", A, B).tag("b").via("ack").send();
    }

    private void bye(double seconds) {
        wire.at(seconds).request("BYE", A, B).tag("b").cseq(9).send();
    }

    private Situation rows() {
        return Situation.of(wire);
    }

    @Test
    void bothSidesAreHeardAndWhenTheyBegan() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.5, 12).rtp(B, 5000, A, 4000, 0, 1.5, 12); // the callee before the answer
        bye(12);

        CallAudio audio = rows().call().audio();
        assertThat(audio.heard()).isEqualTo("both");
        assertThat(audio.callerAfterAnswerMs()).isCloseTo(500, within(1.0));
        assertThat(audio.calleeAfterAnswerMs()).isZero();
        assertThat(audio.callerAfterSdpMs()).isCloseTo(500, within(1.0));
        assertThat(audio.calleeAfterSdpMs()).isCloseTo(1_500, within(1.0));
        assertThat(audio.calleeEarlyMs()).isCloseTo(500, within(1.0));
        assertThat(audio.callerEarlyMs()).isZero();
        assertThat(audio.gaps()).isZero();
    }

    /** The caller's SDP has a private address; its media comes from the router's, and the callee answers there. */
    @Test
    void symmetricRtpThroughNatIsTheCalls() {
        wire.at(0).request("INVITE", NAT, B).sdp("10.0.0.5", 4000).send();
        wire.at(2).response(200, "INVITE", B, NAT).tag("b").sdp(B, 5000).send();
        wire.rtp(NAT, 61_000, B, 5000, 0, 2.1, 8).rtp(B, 5000, NAT, 61_000, 0, 2.2, 8);
        wire.at(8).request("BYE", NAT, B).tag("b").cseq(2).send();

        Situation rows = rows();
        assertThat(rows.stream(NAT + ":61000", B + ":5000").callIds()).containsExactly("call-1");
        assertThat(rows.stream(B + ":5000", NAT + ":61000").callIds()).containsExactly("call-1");
        assertThat(rows.call().audio().heard()).isEqualTo("both");
    }

    /** Media may overtake the signalling: here by the whole of the capture's way. */
    @Test
    void mediaBeforeItsSignallingIsBoundAfterwards() {
        wire.rtp(A, 4000, B, 5000, 0, 0, 20).rtp(B, 5000, A, 4000, 0, 0, 20);
        answered(10);
        bye(20);

        assertThat(rows().stream(A + ":4000", B + ":5000").callIds()).containsExactly("call-1");
    }

    @Test
    void audioAndVideoAreStreamsOfOneCall() {
        String lines = "m=audio 4000 RTP/AVP 0\r\nm=video 4002 RTP/AVP 34";
        wire.at(0).request("INVITE", A, B).sdp(lines, A).send();
        wire.at(2)
                .response(200, "INVITE", B, A)
                .tag("b")
                .sdp("m=audio 5000 RTP/AVP 0\r\nm=video 5002 RTP/AVP 34", B)
                .send();
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 8).rtp(B, 5000, A, 4000, 0, 2.1, 8).rtp(A, 4002, B, 5002, 34, 2.1, 8);
        bye(8);

        CallRow call = rows().call();
        assertThat(call.streams()).hasSize(3);
        assertThat(call.oneWay()).isFalse();
    }

    /** a=rtcp (RFC 3605) and a=rtcp-mux (RFC 5761): reports on another port, or on that of the media. */
    @Test
    void reportsAreFoundOnAnyPort() {
        wire.at(0).request("INVITE", A, B).sdp(A, 4000, "rtcp:4777").send();
        wire.at(2)
                .response(200, "INVITE", B, A)
                .tag("b")
                .sdp(B, 5000, "rtcp-mux")
                .send();
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 12).rtp(B, 5000, A, 4000, 0, 2.1, 12);
        long ssrcOfA = (A + 4000).hashCode() & 0xFFFF_FFFFL;
        long ssrcOfB = (B + 5000).hashCode() & 0xFFFF_FFFFL;
        byte[] ofB = RtcpPackets.receiverReport(ssrcOfB, RtcpPackets.report(ssrcOfA, 0, 0, 300, 0, 0, 0));
        byte[] ofA = RtcpPackets.receiverReport(ssrcOfA, RtcpPackets.report(ssrcOfB, 0, 0, 300, 0, 0, 0));
        wire.at(7).udp(B, 5000, A, 4777, ofB).at(7.1).udp(A, 4777, B, 5000, ofA);
        bye(12);

        Situation rows = rows();
        assertThat(rows.stream(A + ":4000", B + ":5000").rtcp().rr()).isEqualTo(1);
        assertThat(rows.stream(B + ":5000", A + ":4000").rtcp().rr()).isEqualTo(1);
    }

    /** The next call gets the same ports a second after the BYE: its media is its own. */
    @Test
    void portsUsedAgainBelongToTheLaterCall() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 10).rtp(B, 5000, A, 4000, 0, 2.1, 10);
        bye(10);
        wire = wire.called("call-2");
        answered(11);
        wire.rtp(A, 4000, B, 5000, 8, 80, 90).rtp(B, 5000, A, 4000, 8, 80, 90); // the silence between ends the streams
        bye(90);

        Situation rows = rows();
        assertThat(rows.call("call-1").codecs()).containsExactly("PCMU");
        assertThat(rows.call("call-2").codecs()).containsExactly("PCMA");
        assertThat(rows.call("call-1").streams()).hasSize(2);
        assertThat(rows.call("call-2").streams()).hasSize(2);
    }

    /** A relay stands between the phones and writes itself into the SDP: both halves are streams of the one call. */
    @Test
    void aRelayIsRecognised() {
        String proxy = "192.0.2.20";
        wire.at(0).request("INVITE", A, proxy).via("a").sdp(A, 4000).send();
        wire.at(0.01)
                .request("INVITE", proxy, B)
                .via("p", "a")
                .sdp(RELAY, 30_000)
                .send();
        wire.at(2)
                .response(200, "INVITE", B, proxy)
                .via("p", "a")
                .tag("b")
                .sdp(B, 5000)
                .send();
        wire.at(2.01)
                .response(200, "INVITE", proxy, A)
                .via("a")
                .tag("b")
                .sdp(RELAY, 30_002)
                .send();
        wire.rtp(A, 4000, RELAY, 30_002, 0, 2.1, 10).rtp(RELAY, 30_000, B, 5000, 0, 2.101, 10);
        wire.rtp(B, 5000, RELAY, 30_000, 0, 2.1, 10).rtp(RELAY, 30_002, A, 4000, 0, 2.101, 10);
        wire.at(10).request("BYE", A, proxy).tag("b").cseq(2).send();

        CallRow call = rows().call();
        assertThat(call.streams()).hasSize(4);
        assertThat(call.audio().relays()).containsExactly(RELAY);
        assertThat(call.audio().heard()).isEqualTo("both");
    }

    @Test
    void aStreamThatNobodyClaimsIsPublishedAsAnOrphan() {
        wire.rtp(A, 7000, B, 8000, 0, 0, 5);

        StreamRow orphan = rows().stream(A + ":7000", B + ":8000");
        assertThat(orphan.callIds()).isEmpty();
        assertThat(orphan.binding()).isEqualTo("unbound");
        assertThat(orphan.packets()).isEqualTo(250);
    }

    @Test
    void oneSideAloneIsOneWayWhenTheTapSeesBoth() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 20);
        bye(20);

        assertThat(rows().call().audio().heard()).isEqualTo("callerOnly");
        assertThat(rows().call().oneWay()).isTrue();
    }

    /** One mirror shows what the caller sends and another what the callee sends, but not its media: it is not known. */
    @Test
    void aTapOfOneDirectionCannotTell() {
        CallScript there = new CallScript("call-1").rtp(A, 4000, B, 5000, 0, 2.1, 20);
        there.at(0).request("INVITE", A, B).sdp(A, 4000).send();
        there.at(2.01).request("ACK", A, B).tag("b").via("ack").send();
        there.at(20).request("BYE", A, B).tag("b").cseq(2).send();
        CallScript back = new CallScript("call-1");
        back.at(2).response(200, "INVITE", B, A).tag("b").sdp(B, 5000).send();

        CallRow call = new Situation()
                .seenBy("there", there, 0)
                .seenBy("back", back, 0)
                .judged()
                .call();
        assertThat(call.audio().heard()).isEqualTo("unknown");
        assertThat(call.audio().note()).isEqualTo("the probe sees one direction of the line");
        assertThat(call.oneWay()).isFalse();
    }

    @Test
    void aProbeBesideTheSignallingCannotTell() {
        answered(0);
        bye(20);
        CallScript media = new CallScript("none").rtp(A, 4000, B, 5000, 0, 2.1, 20);

        CallRow call = new Situation()
                .seenBy("media", media, 0)
                .seenBy("sip", wire, 0)
                .judged()
                .call();
        assertThat(call.audio().heard()).isEqualTo("unknown");
        assertThat(call.audio().note()).contains("may see one direction");
    }

    /** On hold by agreement, or answered as receive-only: silence of one side is no fault. */
    @Test
    void oneWayByAgreementIsNoFault() {
        wire.at(0).request("INVITE", A, B).sdp(A, 4000, "recvonly").send();
        wire.at(2)
                .response(200, "INVITE", B, A)
                .tag("b")
                .sdp(B, 5000, "sendonly")
                .send();
        wire.rtp(B, 5000, A, 4000, 0, 2.1, 20);
        bye(20);

        assertThat(rows().call().audio().heard()).isEqualTo("agreedOneWay");
        assertThat(rows().call().oneWay()).isFalse();
    }

    @Test
    void noAudioIsToldOnlyWhereItWouldHaveBeenSeen() {
        answered(0);
        wire.rtp(B, 5000, A, 4000, 0, 0.5, 1.9); // ringback, and then nothing
        bye(20);

        assertThat(rows().call().audio().heard()).isEqualTo("none");

        wire = new CallScript("call-1");
        answered(0);
        bye(20);
        assertThat(rows().call().audio().heard()).isEqualTo("notSeen");
    }

    @Test
    void pausesAreGapsUnlessTheCallIsOnHold() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 10).rtp(A, 4000, B, 5000, 0, 14, 20); // 4 s of nothing
        wire.rtp(B, 5000, A, 4000, 0, 2.1, 25);
        wire.at(20)
                .request("INVITE", A, B)
                .tag("b")
                .cseq(2)
                .sdp(A, 4000, "inactive")
                .send();
        wire.at(20.1)
                .response(200, "INVITE", B, A)
                .tag("b")
                .cseq(2)
                .sdp(B, 5000, "inactive")
                .send();
        wire.at(26).request("INVITE", A, B).tag("b").cseq(3).sdp(A, 4000).send();
        wire.at(26.1)
                .response(200, "INVITE", B, A)
                .tag("b")
                .cseq(3)
                .sdp(B, 5000)
                .send();
        wire.rtp(A, 4000, B, 5000, 0, 26.2, 30);
        bye(30);

        CallAudio audio = rows().call().audio();
        assertThat(audio.gaps()).isEqualTo(1);
        assertThat(audio.gapMaxMs()).isCloseTo(4_020, within(1.0));
        StreamRow stream = rows().stream(A + ":4000", B + ":5000");
        assertThat(stream.gaps()).isNotEmpty();
    }

    /** Alice's telephone begins anew at 12 s. */
    @Test
    void aSenderThatGoesOnUnderAnotherSsrcIsCounted() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 12).rtp(B, 5000, A, 4000, 0, 2.1, 25);
        wire.sendersRestart().rtp(A, 4000, B, 5000, 0, 12.1, 25);
        bye(25);

        assertThat(rows().call().audio().ssrcChanges()).isEqualTo(1);
        assertThat(rows().call().audio().codecChanges()).isZero();
    }

    @Test
    void aChangeOfCodecIsCounted() {
        answered(0);
        wire.rtp(A, 4000, B, 5000, 0, 2.1, 12).rtp(A, 4000, B, 5000, 8, 12, 25).rtp(B, 5000, A, 4000, 0, 2.1, 25);
        bye(25);

        assertThat(rows().call().audio().codecChanges()).isEqualTo(1);
        assertThat(rows().stream(A + ":4000", B + ":5000").codecs()).containsExactly("PCMU", "PCMA");
    }
}
