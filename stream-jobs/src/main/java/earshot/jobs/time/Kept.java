// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one key: the machine's memory and the timers that it has asked for.
 *
 * @param <M> the machine's memory, a POJO
 */
public class Kept<M> {
    /** Null only before deserialisation. */
    public @Nullable M memory;
    /** Microseconds, each once, ascending. */
    public long[] timersMicros = {};

    public Kept() {}

    Kept(M memory) {
        this.memory = memory;
    }

    static <M> TypeInformation<Kept<M>> type(TypeInformation<M> memory) {
        @SuppressWarnings("unchecked") // a class has no type parameters
        Class<Kept<M>> type = (Class<Kept<M>>) (Class<?>) Kept.class;
        return Types.POJO(
                type, Map.of("memory", memory, "timersMicros", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    M memory() {
        if (memory == null) throw new IllegalStateException("nothing is kept");
        return memory;
    }

    boolean hasTimer() {
        return timersMicros.length > 0;
    }

    long firstTimerMicros() {
        return timersMicros[0];
    }

    void removeFirstTimer() {
        timersMicros = Arrays.copyOfRange(timersMicros, 1, timersMicros.length);
    }

    void addTimer(long timeMicros) {
        int place = Arrays.binarySearch(timersMicros, timeMicros);
        if (place >= 0) return;
        int behind = -place - 1;
        long[] grown = new long[timersMicros.length + 1];
        System.arraycopy(timersMicros, 0, grown, 0, behind);
        grown[behind] = timeMicros;
        System.arraycopy(timersMicros, behind, grown, behind + 1, timersMicros.length - behind);
        timersMicros = grown;
    }
}
