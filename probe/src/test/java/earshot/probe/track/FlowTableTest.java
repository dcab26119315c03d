// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.dissect.Flow;
import earshot.testkit.AllocationMeter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private final Flow flow = new Flow();

    /** Ten thousand random steps beside the JDK's own map; few keys, so that runs of places grow and shrink. */
    @Test
    void behavesAsAMapInOrderOfUse() {
        Random random = new Random(42);
        FlowTable table = new FlowTable(300, 7);
        Map<Integer, Integer> model = new LinkedHashMap<>(16, 0.75f, true);

        for (int step = 0; step < 10_000; step++) {
            int name = random.nextInt(400);
            set(name);
            int slot = table.find(flow, name);
            assertThat(slot != FlowTable.NONE).as("step %s", step).isEqualTo(model.containsKey(name));
            if (slot == FlowTable.NONE && !table.isFull()) {
                model.put(name, table.add(flow, name));
            } else if (slot != FlowTable.NONE) {
                assertThat(slot).isEqualTo(model.get(name));
                table.touch(slot);
                if (random.nextInt(3) == 0) {
                    table.remove(slot);
                    model.remove(name);
                }
            }
            assertThat(table.size()).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(table.number(table.oldest()))
                        .isEqualTo(model.keySet().iterator().next());
            }
        }
    }

    @Test
    void aFlowComesOutAsItWentIn() {
        FlowTable table = new FlowTable(10, 7);
        flow.setSource(0x2001_0db8_0000_0000L, 1, 65_535);
        flow.setDestination(0, 0xFFFF_0A00_0001L, 1);
        int slot = table.add(flow, -5);

        Flow out = new Flow();
        table.flow(slot, out);

        assertThat(out).hasToString("[2001:db8::1]:65535 > 10.0.0.1:1");
        assertThat(table.number(slot)).isEqualTo(-5);
    }

    @Test
    void aFullTableTakesNoMore() {
        FlowTable table = new FlowTable(2, 7);
        set(1);
        table.add(flow, 1);
        set(2);
        table.add(flow, 2);
        set(3);

        assertThat(table.isFull()).isTrue();
        assertThatThrownBy(() -> table.add(flow, 3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void findingAllocatesNothing() {
        FlowTable table = new FlowTable(100, 7);
        set(1);
        table.add(flow, 1);

        assertThat(AllocationMeter.allocatedBytes(100_000, () -> table.touch(table.find(flow, 1))))
                .isLessThan(100_000);
    }

    private void set(int name) {
        flow.setSource(0, 0xFFFF_0A00_0000L + name, 4_000);
        flow.setDestination(0, 0xFFFF_0A01_0000L, 5_000);
    }
}
