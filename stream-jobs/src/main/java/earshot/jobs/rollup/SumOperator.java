// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.ChangeSums;
import earshot.calls.kpi.KpiChange;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChangeSums}, in the chain of the operator before it. Keeps no state: what it holds goes on ahead of each checkpoint.
 */
final class SumOperator extends AbstractStreamOperator<KpiChange>
        implements OneInputStreamOperator<KpiChange, KpiChange> {
    private static final long serialVersionUID = 1;
    /** Against floods of addresses: what is held is no state, so it must be small. */
    private static final int SUMS_MAX = 50_000;

    private transient @Nullable ChangeSums sums;

    @Override
    public void processElement(StreamRecord<KpiChange> element) {
        sums().add(element.getValue());
        if (sums().size() >= SUMS_MAX) drain(Long.MAX_VALUE);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long timeMs = mark.getTimestamp();
        drain(timeMs == Long.MAX_VALUE ? timeMs : timeMs * 1_000);
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        drain(Long.MAX_VALUE);
    }

    @Override
    public void finish() throws Exception {
        drain(Long.MAX_VALUE);
        super.finish();
    }

    private void drain(long timeMicros) {
        sums().drain(timeMicros, sum -> output.collect(new StreamRecord<>(sum, sum.toldMicros / 1_000)));
    }

    private ChangeSums sums() {
        if (sums == null) sums = new ChangeSums();
        return sums;
    }
}
