// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A {@link Machine} to which the end of the input means that all of its timers are due.
 *
 * @param <E> event
 * @param <M> the machine's memory, a POJO
 * @param <O> main output
 */
public abstract class KeyedMachine<E, M, O> extends Machine<E, M, O> implements OneInputStreamOperator<E, O> {
    private static final long serialVersionUID = 1;

    protected KeyedMachine(TypeInformation<E> eventType, TypeInformation<M> memoryType) {
        super(eventType, memoryType);
    }

    @Override
    public final void processElement(StreamRecord<E> element) throws Exception {
        add(element.getValue());
    }
}
