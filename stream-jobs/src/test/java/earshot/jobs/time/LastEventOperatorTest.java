// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastEventOperatorTest {
    private OneInputStreamOperatorTestHarness<Long, Long> harness;

    LastEventOperatorTest() throws Exception {
        harness = harness();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void saysWhenTheLastEventWasAheadOfTheEndOfTime() throws Exception {
        harness.open();
        harness.processElement(7_000L, 7);
        harness.processElement(5_000L, 5);
        harness.processWatermark(7);
        assertThat(harness.extractOutputValues())
                .as("nothing while the input goes on")
                .isEmpty();

        harness.processWatermark(Long.MAX_VALUE);

        assertThat(harness.extractOutputValues()).containsExactly(7_000L);
        assertThat(new ArrayList<>(harness.getOutput())).last().isEqualTo(Watermark.MAX_WATERMARK);
    }

    @Test
    void anEmptyInputHasNoLastEvent() throws Exception {
        harness.open();
        harness.processWatermark(Long.MAX_VALUE);

        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        harness.open();
        harness.processElement(7_000L, 7);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        harness.processElement(5_000L, 5);
        harness.processWatermark(Long.MAX_VALUE);

        assertThat(harness.extractOutputValues()).containsExactly(7_000L);
    }

    private static OneInputStreamOperatorTestHarness<Long, Long> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new LastEventOperator<>(timeMicros -> timeMicros));
    }
}
