// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One event type as bytes and back: Avro's single-object encoding, whose ten-byte header names the writer's schema, so
 * that a reader refuses bytes of another type instead of misreading them.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class EventCodec<T extends SpecificRecordBase> {
    /** What {@link #decode} throws for bytes that are no such event. */
    public static final class NotAnEvent extends IOException {
        NotAnEvent(String event, Throwable cause) {
            super("the bytes are no " + event + ": " + cause.getMessage(), cause);
        }
    }

    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private EventCodec(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        this.name = schema.getName();
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema);
    }

    public static <T extends SpecificRecordBase> EventCodec<T> of(Class<T> type) {
        return new EventCodec<>(type);
    }

    public byte[] encode(T event) {
        try {
            ByteBuffer buffer = encoder.encode(event);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /** Reads one event; hostile bytes end in {@link NotAnEvent}, whatever they hold. */
    public T decode(byte[] bytes) throws NotAnEvent {
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            // Avro reports broken bytes by many unchecked exceptions: this is the boundary that makes them one.
            throw new NotAnEvent(name, e);
        }
    }
}
