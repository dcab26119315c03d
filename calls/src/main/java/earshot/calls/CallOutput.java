// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.link.CallLink;
import earshot.calls.outside.OutsideCalls;
import earshot.events.Alert;
import earshot.events.Call;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Transaction;

/** Where {@link CallPipeline} puts its rows. Of several rows with one key the highest version counts. */
public interface CallOutput extends OutsideCalls.Output {
    void call(Call call);

    void transaction(Transaction transaction);

    void stream(Stream stream);

    void interval(StreamInterval interval);

    void alert(Alert alert);

    /** Key figures of a minute: only told where they were asked for. */
    default void kpi(KpiMinute minute) {}

    void link(CallLink link);
}
