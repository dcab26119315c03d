// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource.Step;
import earshot.probe.publish.EventPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A sample call taken through pipelines that nobody listens to, before live packets come. Java loads code when it runs first, which
 * for packets of all kinds takes most of a second, and compiles it when it has run often: long enough for the kernel's buffer of a
 * busy line to fill.
 */
public final class WarmUp {
    private static final String CALL = "58-rtcp-xr-metrics.pcap";
    /** So often the call's 2,760 packets make what each packet needs be compiled, in a third of a second more. */
    private static final int TIMES = 30;

    private WarmUp() {}

    /** Returns what became of the packets of the call, each time. */
    public static PacketTotals run() {
        for (int i = 1; i < TIMES; i++) takeCall();
        return takeCall();
    }

    private static PacketTotals takeCall() {
        PipelineSettings settings = new PipelineSettings.Builder("warm-up", 0).build();
        ProbePipeline pipeline = new ProbePipeline(settings, new Nobody());
        try (InputStream call = WarmUp.class.getResourceAsStream(CALL)) {
            if (call == null) throw new IllegalStateException("the program was built without " + CALL);
            try (FileSource source = FileSource.of(CALL, call)) {
                PacketGroup group = new PacketGroup();
                while (source.advance(group) == Step.PACKET) pipeline.accept(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pipeline.finish();
        return pipeline.totals();
    }

    /** Forgets all events. */
    private static final class Nobody implements EventPublisher {
        @Override
        public void sip(SipMessage message) {}

        @Override
        public void media(MediaReport report) {}

        @Override
        public void rtcp(RtcpReport report) {}

        @Override
        public void log(AgentLog line) {}

        @Override
        public void health(ProbeHealth health) {}
    }
}
