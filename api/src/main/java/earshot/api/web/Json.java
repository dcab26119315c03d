// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** This is how values are written: times in RFC 3339 with microseconds in UTC, as the command line writes them. */
@Configuration(proxyBeanMethods = false)
public class Json {
    private static final DateTimeFormatter RFC_3339_MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A time as every answer writes it. */
    public static String time(Instant time) {
        return RFC_3339_MICROS.format(time);
    }

    private static JacksonModule times() {
        return new SimpleModule("earshot-times").addSerializer(new TimeSerializer());
    }

    @Bean
    JsonMapperBuilderCustomizer microsecondTimes() {
        return builder -> builder.addModule(times());
    }

    private static final class TimeSerializer extends StdSerializer<Instant> {
        TimeSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(time(time));
        }
    }
}
