// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values bound to a statement's {@code {name:Type}} places, laid out in native memory as four parallel arrays. The
 * memory lives as long as this object: keep it reachable until the engine is done with the statement.
 */
final class BoundValues {
    private final List<Memory> texts = new ArrayList<>();
    private final @Nullable Memory names;
    private final @Nullable Memory nameLengths;
    private final @Nullable Memory values;
    private final @Nullable Memory valueLengths;
    private final int count;

    BoundValues(Map<String, String> parameters) {
        count = parameters.size();
        names = array();
        nameLengths = array();
        values = array();
        valueLengths = array();
        int index = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            put(names, nameLengths, index, parameter.getKey());
            put(values, valueLengths, index, parameter.getValue());
            index++;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    @Nullable
    Pointer names() {
        return names;
    }

    @Nullable
    Pointer nameLengths() {
        return nameLengths;
    }

    @Nullable
    Pointer values() {
        return values;
    }

    @Nullable
    Pointer valueLengths() {
        return valueLengths;
    }

    private @Nullable Memory array() {
        return count == 0 ? null : new Memory((long) count * Long.BYTES);
    }

    private void put(@Nullable Memory pointers, @Nullable Memory lengths, int index, String text) {
        if (pointers == null || lengths == null) return;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        texts.add(memory);
        pointers.setPointer((long) index * Long.BYTES, memory);
        lengths.setLong((long) index * Long.BYTES, bytes.length);
    }
}
