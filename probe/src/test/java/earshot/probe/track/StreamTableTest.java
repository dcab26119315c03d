// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.dissect.Flow;
import earshot.quality.BufferDepths;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamTableTest {
    private static final int LIMIT = 300;

    private final StreamTable table = new StreamTable(LIMIT, new MediaHints(16, 7), 7);
    private final Flow flow = new Flow();

    /** Ten thousand random steps beside the JDK's own map; few keys, so that runs of places grow and shrink. */
    @Test
    void findsWhatWasAddedAndNotRemoved() {
        Random random = new Random(42);
        Map<Integer, TrackedStream> model = new HashMap<>();

        for (int step = 0; step < 10_000; step++) {
            int name = random.nextInt(400);
            set(name);
            TrackedStream expected = model.get(name);
            int found = table.find(flow, name);
            assertThat(found).as("step %s", step).isEqualTo(expected == null ? StreamTable.NONE : expected.slot());
            if (expected == null && !table.isFull()) {
                TrackedStream stream = new TrackedStream(flow, name, 0, BufferDepths.DEFAULT);
                table.add(stream);
                assertThat(table.at(stream.slot())).isSameAs(stream);
                model.put(name, stream);
            } else if (expected != null && random.nextInt(3) == 0) {
                table.remove(expected);
                model.remove(name);
            }
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(table.isFull()).isEqualTo(model.size() == LIMIT);
        }
    }

    /** One address, port, SSRC or network more or less is another stream. */
    @Test
    void everyPartOfTheKeyCounts() {
        set(1);
        table.add(new TrackedStream(flow, 1, 0, BufferDepths.DEFAULT));

        assertThat(table.find(flow, 2)).isEqualTo(StreamTable.NONE);
        flow.setNetwork(1);
        assertThat(table.find(flow, 1)).isEqualTo(StreamTable.NONE);
        set(1);
        flow.setPorts(2, 20);
        assertThat(table.find(flow, 1)).isEqualTo(StreamTable.NONE);
        set(1);
        flow.setDestination(1, 2, 20);
        assertThat(table.find(flow, 1)).isEqualTo(StreamTable.NONE);
        set(1);
        assertThat(table.find(flow, 1)).isNotEqualTo(StreamTable.NONE);
    }

    /** As packets of IPv4 are looked for: by the words of their headers. */
    @Test
    void findsAStreamOfIpv4ByWhatStandsInItsPackets() {
        flow.setSource(0, 0xFFFF_0A00_0001L, 20_000);
        flow.setDestination(0, 0xFFFF_0A00_0002L, 30_000);
        table.add(new TrackedStream(flow, 0xABC, 0, BufferDepths.DEFAULT));

        long addresses = 0x0A00_0001_0A00_0002L;
        long portsAndSsrc = 20_000L << 48 | 30_000L << 32 | 0xABC;
        assertThat(find(addresses, portsAndSsrc, 0)).isEqualTo(table.find(flow, 0xABC));
        assertThat(find(addresses, portsAndSsrc, 1)).isEqualTo(StreamTable.NONE);
        assertThat(find(addresses + 1, portsAndSsrc, 0)).isEqualTo(StreamTable.NONE);
        assertThat(find(addresses, portsAndSsrc + 1, 0)).isEqualTo(StreamTable.NONE);
    }

    private int find(long addresses, long portsAndSsrc, long network) {
        return table.find(table.keyOf(addresses, portsAndSsrc, network));
    }

    private void set(int name) {
        flow.setNetwork(0);
        flow.setSource(0, name, name % 7);
        flow.setDestination(0, 2, 20);
    }
}
