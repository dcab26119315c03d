// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The job's own metrics, read where they are: the cluster runs in this program. */
public final class JobMetrics implements MetricReporter, MetricReporterFactory {
    private record Named(String operator, String name) {}

    /** Made by Flink, hence shared by way of the class. */
    private static final Map<Metric, Named> METRICS = new ConcurrentHashMap<>();

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.put(metric, new Named(group.getAllVariables().getOrDefault("<operator_name>", ""), name));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.remove(metric);
    }

    /** How far event time has come in the subtask that lags most, ms; Long.MIN_VALUE before all are under way. */
    static long watermarkMs(String operator) {
        long least = Long.MAX_VALUE;
        for (Map.Entry<Metric, Named> metric : METRICS.entrySet()) {
            Named named = metric.getValue();
            if (!named.operator.equals(operator) || !named.name.equals("currentInputWatermark")) continue;
            least = Math.min(least, number(metric.getKey()));
        }
        return least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
    }

    /** The sum of a counter or gauge over all operators and subtasks. */
    static long sum(String name) {
        long sum = 0;
        for (Map.Entry<Metric, Named> metric : METRICS.entrySet()) {
            if (metric.getValue().name.equals(name)) sum += number(metric.getKey());
        }
        return sum;
    }

    private static long number(Metric metric) {
        if (metric instanceof Counter counter) return counter.getCount();
        if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) return number.longValue();
        return 0;
    }
}
