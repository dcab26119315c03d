// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtcpEventTest {
    /** Events are made without Avro's builder, for speed: what nobody said must read as the schema has it by default. */
    @Test
    void whatWasNotSaidIsAsTheSchemaHasIt() {
        Tap tap = new Tap();
        byte[] receiverReportAndBye = HexFormat.of().parseHex("80c90001deadbeef" + "81cb0001deadbeef");
        tap.udp(0, "10.0.0.1", 4_001, "10.0.0.2", 5_001, receiverReportAndBye);
        tap.pipeline.finish();

        assertThat(tap.events.rtcp).hasSize(1);
        RtcpReport event = tap.events.rtcp.get(0);
        assertThat(event)
                .isEqualTo(RtcpReport.newBuilder()
                        .setProbe(event.getProbe())
                        .setBoot(event.getBoot())
                        .setSequence(event.getSequence())
                        .setTimeMicros(event.getTimeMicros())
                        .setStreamId("")
                        .setSourceAddress("10.0.0.1")
                        .setSourcePort(4_001)
                        .setDestinationAddress("10.0.0.2")
                        .setDestinationPort(5_001)
                        .setReporterSsrc(0xDEADBEEFL)
                        .setSubjectSsrc(0xDEADBEEFL)
                        .setKind(RtcpKind.BYE)
                        .build());
    }
}
