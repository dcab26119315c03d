// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.assemble.BoundStream;
import earshot.calls.assemble.SignallingMemory;
import earshot.calls.assemble.StreamMemory;
import earshot.calls.kpi.KpiChange;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.ShardMemory;
import earshot.calls.kpi.ShareMemory;
import earshot.calls.kpi.ShareNews;
import earshot.calls.link.CallLink;
import earshot.calls.link.LegEvidence;
import earshot.calls.link.LegLink;
import earshot.calls.link.LegMemory;
import earshot.calls.link.LinkerMemory;
import earshot.calls.link.PairMemory;
import earshot.calls.match.ClaimMemory;
import earshot.calls.match.MatcherMemory;
import earshot.calls.outside.OutsideMemory;
import earshot.calls.pattern.IncidentMemory;
import earshot.calls.pattern.IncidentNews;
import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.SilenceMemory;
import earshot.calls.pattern.SilenceNews;
import earshot.calls.rules.RuleMemory;
import earshot.calls.taps.TapMemory;
import earshot.calls.taps.TapNews;
import earshot.calls.taps.TapSighting;
import earshot.jobs.alert.RulesMemory;
import earshot.jobs.assemble.SignallingNews;
import earshot.jobs.assemble.StreamNews;
import earshot.jobs.match.EndpointNews;
import earshot.jobs.outside.OutsideNews;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Flink keeps or sends has a serialiser that evolves: none falls back to Kryo, however deep it lies. */
class StateTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                ClaimMemory.class,
                MatcherMemory.class,
                LegMemory.class,
                LegEvidence.class,
                LinkerMemory.class,
                LegLink.class,
                PairMemory.class,
                CallLink.class,
                StreamMemory.class,
                SignallingMemory.class,
                RuleMemory.class,
                TapMemory.class,
                TapSighting.class,
                TapNews.class,
                EndpointNews.class,
                StreamNews.class,
                SignallingNews.class,
                BoundStream.class,
                RulesMemory.class,
                OutsideMemory.class,
                OutsideNews.class,
                ShareNews.class,
                ShareMemory.class,
                KpiChange.class,
                ShardMemory.class,
                KpiMinute.class,
                PatternNews.class,
                PatternMemory.class,
                SilenceNews.class,
                SilenceMemory.class,
                IncidentNews.class,
                IncidentMemory.class
            })
    void isAPojoThroughAndThrough(Class<?> type) {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);

        TypeInformation<?> information = TypeInformation.of(type);

        assertThat(information).isInstanceOf(PojoTypeInfo.class);
        assertThat(information.createSerializer(new SerializerConfigImpl(strict)))
                .isNotNull();
    }
}
