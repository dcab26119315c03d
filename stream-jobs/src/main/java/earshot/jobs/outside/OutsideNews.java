// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.outside;

import earshot.calls.outside.OutsideCalls;
import earshot.events.SipMessage;
import org.apache.flink.util.Collector;

/** A message under one of the keys that it concerns. */
public class OutsideNews {
    public String key = "";
    public SipMessage message = new SipMessage();

    public OutsideNews() {}

    /** Under each key once, without what the machines do not look at: a message has many octets and few facts. */
    static void of(SipMessage message, Collector<OutsideNews> out) {
        OutsideCalls.keys(message, key -> {
            OutsideNews news = new OutsideNews();
            news.key = key;
            news.message =
                    SipMessage.newBuilder(message).setRaw("").setSdp(null).build();
            out.collect(news);
        });
    }

    String key() {
        return key;
    }
}
