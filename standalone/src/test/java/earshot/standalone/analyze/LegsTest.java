// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.CallSettings;
import earshot.calls.link.LinkSettings;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.MergedSource;
import earshot.standalone.Manifest;
import earshot.storage.CallLinkRow;
import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.SipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Legs of conversations from the octets on the wire: what phones and switches write is what links them. */
class LegsTest {
    private static final String PHONE = "192.0.2.10";
    private static final String SWITCH = "192.0.2.20";
    private static final String FAR = "192.0.2.30";

    @TempDir
    private Path folder;

    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    /** Captures of calls without a switch must give no links at all. */
    @ParameterizedTest
    @MethodSource("captures")
    void theLegsOfEachSampleAreLinkedAndNoOthers(Manifest manifest) throws Exception {
        manifest.assertConversations(
                analysis(manifest.capture(), LinkSettings.DEFAULT).links());
    }

    /** All samples in one: many calls of one programme, at one time, with the same SSRCs in their copies. */
    @Test
    void nothingIsLinkedAcrossSamples() throws Exception {
        List<Manifest> all = captures();
        Analysis analysis = new Analysis(null, List.of(), false);
        try (MergedSource source =
                MergedSource.open(all.stream().map(Manifest::capture).toList())) {
            analysis.read(source);
        }

        for (Manifest manifest : all) {
            manifest.assertConversations(analysis.links().stream()
                    .filter(link -> manifest.hasCall(link.callId()) || manifest.hasCall(link.linkedCallId()))
                    .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "45-b2bua-session-id, session-id",
        "46-b2bua-numbers, numbers",
        "47-b2bua-relay, stream",
        "48-b2bua-chain, x-cid"
    })
    void eachSampleHasTheEvidenceThatItWasMadeFor(String name, String reason) throws Exception {
        Path capture = Path.of("..", "sample-pcaps", name + ".pcap");

        assertThat(analysis(capture, LinkSettings.DEFAULT).links())
                .extracting(CallLinkRow::reason)
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Session-ID: 5a77e11c0de04f3c8a1b00c0ffee0451;remote=00000000000000000000000000000000"
                        + "|Session-ID: 0b5e55ed0de04f3c8a1b00c0ffee0452;remote=5A77E11C0DE04F3C8A1B00C0FFEE0451|session-id",
                "X-CID: first-leg@192.0.2.10|X-CID: first-leg@192.0.2.10|x-cid",
                "Subject: nothing|X-Call-ID: \"leg-in@192.0.2.10\"|x-call-id",
                "Cisco-Guid: 2456810912-3423867358-2717909023-2735423213"
                        + "|Cisco-Guid:  2456810912-3423867358-2717909023-2735423213|cisco-guid",
                "P-Charging-Vector: icid-value=\"AyretyU0dm+6O2IrT5tAFrbHLso=\";icid-generated-at=192.0.2.20"
                        + "|P-Charging-Vector: icid-value=\"AyretyU0dm+6O2IrT5tAFrbHLso=\";orig-ioi=home1.net|p-charging-vector",
                "Subject: nothing|Replaces: leg-in@192.0.2.10;to-tag=b1;from-tag=a1|replaces",
                "Subject: nothing|Target-Dialog: leg-in@192.0.2.10;local-tag=b1;remote-tag=a1|target-dialog",
                "Subject: nothing"
                        + "|Refer-To: <sip:c@example.com?Replaces=leg-in%40192.0.2.10%3Bto-tag%3Db1%3Bfrom-tag%3Da1>|refer-to",
                // RFC 8225:
                // {"alg":"ES256","typ":"passport"}.{"dest":{"tn":["12155551213"]},"iat":1768478400,"orig":{"tn":"12155551212"}}
                "Identity: eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0In0."
                        + "eyJkZXN0Ijp7InRuIjpbIjEyMTU1NTUxMjEzIl19LCJpYXQiOjE3Njg0Nzg0MDAsIm9yaWciOnsidG4iOiIxMjE1NTU1MTIxMiJ9fQ.c2ln"
                        + "|Identity: eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0In0."
                        + "eyJkZXN0Ijp7InRuIjpbIjEyMTU1NTUxMjEzIl19LCJpYXQiOjE3Njg0Nzg0MDAsIm9yaWciOnsidG4iOiIxMjE1NTU1MTIxMiJ9fQ.b3Ro"
                        + "|identity"
            })
    void aHeaderLinksTwoLegs(String ofTheFirst, String ofTheSecond, String reason) throws Exception {
        Path capture =
                legs(invite("leg-in@192.0.2.10", "100", "200", ofTheFirst), invite("b", "101", "201", ofTheSecond));

        assertThat(analysis(capture, LinkSettings.DEFAULT).links())
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.reason()).isEqualTo(reason);
                    assertThat(List.of(link.callId(), link.linkedCallId())).containsExactly("b", "leg-in@192.0.2.10");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "Subject: nothing, +1 202 555 0142, numbers",
        "Diversion: <sip:2025550142@example.com>;reason=unconditional, 300, diversion",
        "'History-Info: <sip:12025550142@example.com>;index=1, <sip:300@example.com>;index=1.1', 300, history-info"
    })
    void numbersLinkNeighbours(String header, String called, String reason) throws Exception {
        Path capture = legs(
                invite("a", "+4930123456", "+12025550142", "Subject: nothing"),
                invite("b", "030123456", called.replace(" ", ""), header));

        assertThat(analysis(capture, LinkSettings.DEFAULT).links())
                .singleElement()
                .satisfies(link -> assertThat(link.reason()).isEqualTo(reason));
    }

    /** A header of the house: found out by what else links the legs, and then linked by it. */
    @Test
    void aHeaderThatWouldLinkIsDiscoveredAndUsed() throws Exception {
        Path capture = legs(
                invite("a", "100", "200", "X-Acme-Track: T-4711-a"),
                invite("b", "100", "200", "X-Acme-Track: T-4711-a"));
        Analysis analysis = new Analysis(null, List.of(), false);
        analysis.discoverKeys(LinkSettings.DEFAULT);
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }
        assertThat(analysis.keys()).anySatisfy(key -> {
            assertThat(key.header()).isEqualTo("x-acme-track");
            assertThat(key.pairs()).isEqualTo(1);
            assertThat(key.strangers()).isZero();
            assertThat(key.used()).isFalse();
        });

        LinkSettings house = LinkSettings.DEFAULT.withHeaders(List.of("X-Acme-Track"));
        assertThat(analysis(capture, house).links())
                .extracting(CallLinkRow::reason)
                .containsExactly("numbers", "x-acme-track");
    }

    private static Analysis analysis(Path capture, LinkSettings linking) throws Exception {
        Analysis analysis = new Analysis(null, false, CallSettings.DEFAULT.withLinking(linking));
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }
        return analysis;
    }

    private static byte[] invite(String callId, String caller, String called, String header) {
        String name = header.substring(0, header.indexOf(':'));
        return SipText.of("INVITE sip:" + called + "@example.com SIP/2.0")
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK" + callId)
                .header("From", "<sip:" + caller + "@example.com>;tag=" + callId)
                .header("To", "<sip:" + called + "@example.com>")
                .header("Call-ID", callId)
                .header("CSeq", "1 INVITE")
                .header(name, header.substring(header.indexOf(':') + 2))
                .bytes();
    }

    /** The first from the phone to the switch, the second from the switch 100 ms later. */
    private Path legs(byte[] in, byte[] out) throws IOException {
        Path capture = Files.createTempFile(folder, "legs", ".pcap");
        try (PcapWriter writer = new PcapWriter(Files.newOutputStream(capture), PcapWriter.Format.PCAP_NANOS, 1)) {
            writer.packet(1_768_478_400_000_000_000L, Frames.udpFrame(PHONE, 5060, SWITCH, 5060, in));
            writer.packet(1_768_478_400_100_000_000L, Frames.udpFrame(SWITCH, 5060, FAR, 5060, out));
        }
        return capture;
    }
}
