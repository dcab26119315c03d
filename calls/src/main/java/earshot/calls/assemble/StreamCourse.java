// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.MediaGap;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;

/** What a stream went through from report to report: codecs one after the other, and long gaps. */
public class StreamCourse {
    private static final int CODECS_MAX = 8;
    private static final int GAPS_MAX = 16;

    public List<String> codecs = new ArrayList<>();
    public List<Long> gapEnds = new ArrayList<>();
    public List<Double> gapLengths = new ArrayList<>();

    public StreamCourse() {}

    /** The next report; {@code codec} is empty when it is not known. */
    void report(MediaReport report, String codec) {
        boolean same = !codecs.isEmpty() && codecs.get(codecs.size() - 1).equals(codec);
        if (!codec.isEmpty() && !same && report.getReceived() > 0 && codecs.size() < CODECS_MAX) codecs.add(codec);
        boolean pauses = report.getComfortNoise() > 0; // silence is not sent, and said so
        if (report.getDeltaMaxMs() <= MediaCourse.GAP_MS || pauses || gapEnds.size() == GAPS_MAX) return;
        gapEnds.add(report.getEndMicros());
        gapLengths.add(report.getDeltaMaxMs());
    }

    List<MediaGap> gaps() {
        List<MediaGap> gaps = new ArrayList<>();
        for (int i = 0; i < gapEnds.size(); i++) gaps.add(new MediaGap(gapEnds.get(i), gapLengths.get(i)));
        return gaps;
    }
}
