{{- define "earshot.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "earshot.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: earshot
{{- end }}

{{/* Takes (dict "root" $ "component" "api"). */}}
{{- define "earshot.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "earshot.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "earshot.kafka" -}}
{{- required "kafka.bootstrapServers is needed: host:port of a Kafka that is there" .Values.kafka.bootstrapServers -}}
{{- end }}

{{- define "earshot.clickhouse" -}}
{{- required "clickhouse.url is needed: http://host:port of a ClickHouse that is there" .Values.clickhouse.url -}}
{{- end }}

{{/* The password as an environment variable, from its Secret. Takes (dict "root" $ "variable" "NAME"). */}}
{{- define "earshot.clickhousePassword" -}}
{{- if .root.Values.clickhouse.existingSecret }}
- name: {{ .variable }}
  valueFrom: { secretKeyRef: { name: {{ .root.Values.clickhouse.existingSecret }}, key: password } }
{{- end }}
{{- end }}

{{- define "earshot.pod" -}}
automountServiceAccountToken: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* For everything but the probe. */}}
{{- define "earshot.unprivileged" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* Where the job keeps its checkpoints; empty for nowhere. */}}
{{- define "earshot.checkpoints" -}}
{{- if .Values.jobs.checkpoints.uri -}}
{{- .Values.jobs.checkpoints.uri -}}
{{- else if .Values.jobs.checkpoints.existingClaim -}}
file:///var/lib/earshot/checkpoints
{{- end -}}
{{- end }}
