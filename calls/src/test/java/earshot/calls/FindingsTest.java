// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Finding;
import earshot.events.MediaReport;
import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.Stream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Alice talks to Bob, 20 ms PCMU with DSCP 46: what of it is not as their SDP said. */
class FindingsTest {
    private static final String ID = "a84b4c76e66710@example.org";

    private final Capture capture = new Capture();
    private final Capture.Media stream = capture.media(Capture.ALICE, 4000, Capture.BOB, 5000);

    private static Sdp changed(Sdp sdp, Consumer<SdpMedia> change) {
        change.accept(sdp.getMedia().get(0));
        return sdp;
    }

    private static Sdp alice() {
        return Capture.audio(Capture.ALICE, 4000);
    }

    private static Sdp bob() {
        return Capture.audio(Capture.BOB, 5000);
    }

    /** The findings on the stream as {@code name: negotiated / observed}. */
    private List<String> findings(Consumer<MediaReport> asSeen) {
        for (Object event : capture.events) {
            if (event instanceof MediaReport report) asSeen.accept(report);
        }
        return Rows.of(capture.inOrder()).stream(stream.id()).getFindings().stream()
                .map(FindingsTest::text)
                .toList();
    }

    private List<String> findings() {
        return findings(report -> {});
    }

    private static String text(Finding finding) {
        return finding.getName() + ": " + finding.getNegotiated() + " / " + finding.getObserved();
    }

    @Test
    void nothingIsFoundWhenAllIsAsNegotiated() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 18).send();

        assertThat(findings()).isEmpty();
    }

    @Test
    void aStreamOfNobodyIsComparedWithNothing() {
        stream.runs(3, 60).send();

        assertThat(findings(report -> report.setDscp(List.of(0)))).isEmpty();
    }

    @Test
    void aPayloadTypeThatTheReceiverDidNotList() {
        SdpCodec pcma = SdpCodec.newBuilder()
                .setPayloadType(8)
                .setName("PCMA")
                .setClockRateHz(8_000)
                .build();
        capture.answeredCall(ID, 0, alice(), changed(bob(), line -> line.setCodecs(List.of(pcma))));
        stream.runs(3, 18).send();

        assertThat(findings()).containsExactly("codec: 8 PCMA / 0 PCMU");
    }

    @Test
    void anotherPacketisationThanTheReceiverAskedFor() {
        capture.answeredCall(
                ID, 0, changed(alice(), line -> line.setPtimeMs(20)), changed(bob(), line -> line.setPtimeMs(30)));
        stream.runs(3, 18).send();

        assertThat(findings()).containsExactly("ptime: 30 ms / 20 ms");
    }

    @Test
    void morePerPacketThanTheReceiverTakes() {
        capture.answeredCall(ID, 0, alice(), changed(bob(), line -> line.setMaxPtimeMs(20)));
        stream.runs(3, 18).send();

        assertThat(findings(report -> report.setPtimeMs(40))).containsExactly("maxptime: at most 20 ms / 40 ms");
        assertThat(findings(report -> report.setPtimeMs(20))).isEmpty();
    }

    /** Of two codecs that both sides know, the receiver listed another first (RFC 3264 6.1). */
    @Test
    void anotherCodecThanThePreferred() {
        List<SdpCodec> pcmaFirst = List.of(codec(9, "G722"), codec(8, "PCMA"), codec(0, "PCMU"));
        List<SdpCodec> pcmuFirst = List.of(codec(0, "PCMU"), codec(8, "PCMA"), codec(101, "telephone-event"));
        capture.answeredCall(
                ID,
                0,
                changed(alice(), line -> line.setCodecs(pcmuFirst)),
                changed(bob(), line -> line.setCodecs(pcmaFirst)));
        stream.runs(3, 18).send(); // 0 PCMU

        assertThat(findings()).containsExactly("preferredCodec: 8 PCMA first / 0 PCMU");
    }

    private static SdpCodec codec(int payloadType, String name) {
        return SdpCodec.newBuilder()
                .setPayloadType(payloadType)
                .setName(name)
                .setClockRateHz(8_000)
                .build();
    }

    @Test
    void mediaFromElsewhereThanTheSdpSays() {
        capture.answeredCall(ID, 0, Capture.audio("10.0.0.7", 4000), bob());
        stream.runs(3, 18).send();

        assertThat(findings()).containsExactly("source: 10.0.0.7:4000 / 192.0.2.10:4000");
    }

    @Test
    void mediaAgainstTheDirection() {
        capture.answeredCall(ID, 0, alice(), Capture.audio(Capture.BOB, 5000, SdpDirection.SENDONLY));
        stream.runs(6, 21).send(); // settled for more than two seconds

        assertThat(findings()).containsExactly("direction: sender sendrecv, receiver sendonly / 750 packets sent");
    }

    @Test
    void dscpIsRemarkedOn() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 18).send();

        assertThat(findings(report -> report.setDscp(List.of(46, 0))))
                .containsExactly("dscp: nothing; usual for voice is EF (46) / 0, 46, changing");
    }

    /** What Alice sends is marked, what Bob sends is not: each stream says so, also the one whose only report came first. */
    @Test
    void dscpThatDiffersBetweenTheDirections() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 7).send();
        Capture.Media back = capture.media(Capture.BOB, 5000, Capture.ALICE, 4000);
        back.runs(3, 7).send();

        assertThat(findings(report -> {
                    if (report.getSourceAddress().equals(Capture.BOB)) report.setDscp(List.of(0));
                }))
                .containsExactly("dscpDirections: 0 the other way / 46");
        assertThat(Rows.of(capture.inOrder()).stream(back.id()).getFindings())
                .extracting(FindingsTest::text)
                .containsExactly(
                        "dscpDirections: 46 the other way / 0", "dscp: nothing; usual for voice is EF (46) / 0");
    }

    @Test
    void encryptionThatNobodyNegotiated() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 18).send();

        assertThat(findings(report -> report.setEncrypted(true)))
                .containsExactly("encryption: RTP/AVP / looks encrypted");
    }

    /** Secure profiles were agreed on (RFC 3711), yet no packet is longer than its codec's frames. */
    @Test
    void mediaInClearThoughEncryptionWasNegotiated() {
        capture.answeredCall(ID, 0, changed(alice(), FindingsTest::secured), changed(bob(), FindingsTest::secured));
        stream.runs(3, 18).send();

        assertThat(findings(report -> {
                    report.setEncrypted(true);
                    report.setClearPackets(report.getUnique());
                }))
                .containsExactly("encryption: RTP/SAVP / in clear: 750 packets without a tag");
        assertThat(streamRow().getEncryptionSeen()).isEqualTo("clear");
        assertThat(streamRow().getEncrypted()).isFalse();
        assertThat(findings(report -> {
                    report.setClearPackets(0);
                    report.setTaggedPackets(report.getUnique());
                }))
                .isEmpty();
        assertThat(streamRow().getEncryptionSeen()).isEqualTo("tagged");
        assertThat(streamRow().getEncrypted()).isTrue();
    }

    /** Frames of any length tell nothing: not that the media is secured, and not that it is not. */
    @Test
    void encryptionThatCannotBeSeenIsUnknown() {
        capture.answeredCall(ID, 0, changed(alice(), FindingsTest::secured), changed(bob(), FindingsTest::secured));
        stream.runs(3, 18).send();

        assertThat(findings(report -> report.setEncrypted(true))).isEmpty();
        assertThat(streamRow().getEncryptionSeen()).isEqualTo("unknown");
    }

    private static void secured(SdpMedia line) {
        line.setProtocol("RTP/SAVP");
        line.setEncrypted(true);
    }

    private Stream streamRow() {
        return Rows.of(capture.inOrder()).stream(stream.id());
    }

    @Test
    void rtcpThatNeverComes() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 33).send();

        assertThat(findings()).containsExactly("rtcp: port 5001 / none in 30 s");
    }

    /** The second BYE repeats the first, and says less. */
    @Test
    void whyASourceLeftIsToldWithItsStream() {
        capture.answeredCall(ID, 0);
        stream.runs(3, 18).send();
        assertThat(streamRow().getGoodbye()).isNull();
        capture.at(18).goodbye(stream.id(), "teardown", "PoC1/3").goodbye(stream.id(), "");

        assertThat(streamRow().getGoodbye()).isEqualTo("teardown");
        assertThat(streamRow().getApplications()).containsExactly("PoC1/3");
    }

    /** Both promised one port for media and RTCP (RFC 5761); the sender report went to another. */
    @Test
    void rtcpOnAPortOfItsOwnThoughMultiplexingWasAgreed() {
        capture.answeredCall(
                ID, 0, changed(alice(), line -> line.setRtcpMux(true)), changed(bob(), line -> line.setRtcpMux(true)));
        stream.runs(3, 18).send();
        capture.at(8).senderReport(stream.id(), 10);

        assertThat(findings()).containsExactly("rtcpMux: on the port of the media / on port 4001");
    }
}
