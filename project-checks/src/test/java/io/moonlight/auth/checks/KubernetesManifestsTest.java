package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.moonlight.auth.bootstrap.settings.reader.SettingsTable;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests under deploy/kubernetes fit the Kubernetes API, each other, and the settings that there are. */
class KubernetesManifestsTest {

    private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 Namespace", Namespace.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "batch/v1 Job", Job.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingUnknown());

    /** The types keep fields that they do not know; here there are none to be kept. */
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    @Test
    void everyManifest_readByTheApisTypes_fits() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> manifests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .toList();

            assertThat(manifests).hasSize(KINDS.size()).allSatisfy(name -> {
                HasMetadata manifest = read(name, HasMetadata.class);
                assertThat(manifest.getMetadata().getLabels()).as(name).isNotEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"readOnlyRootFilesystem", "containerPort", "maxUnavailable", "matchLabels", "periodSeconds"})
    void aManifest_withAMisspeltField_doesNotFit(String field) throws IOException {
        String misspelt = text("deployment.yaml").replace(field + ":", field + "s:");

        assertThatThrownBy(() -> parse(misspelt))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining(field + "s");
    }

    @Test
    void kustomization_ofTheFolder_namesEveryManifestButTheTwoThatAreNotApplied() throws IOException {
        TreeSet<String> named =
                new TreeSet<>(List.of("secret.example.yaml", "migration-job.yaml", "kustomization.yaml"));
        JsonNode kustomization = YAML.readTree(text("kustomization.yaml"));
        kustomization.path("resources").forEach(resource -> named.add(resource.asText()));

        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void whatPointsAtTheServers_findsThem() throws IOException {
        Deployment servers = read("deployment.yaml", Deployment.class);
        Map<String, String> labels =
                servers.getSpec().getTemplate().getMetadata().getLabels();
        String name = servers.getMetadata().getName();

        assertThat(servers.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(read("service.yaml", Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(read("pod-disruption-budget.yaml", PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(read("network-policy.yaml", NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(read("horizontal-pod-autoscaler.yaml", HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(name);
        assertThat(servers.getSpec().getReplicas()).isNull();
        List<String> ports = server(servers.getSpec().getTemplate().getSpec()).getPorts().stream()
                .map(ContainerPort::getName)
                .toList();
        assertThat(ports)
                .contains(read("service.yaml", Service.class)
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getTargetPort()
                        .getStrVal());
    }

    @Test
    void probes_ofTheServers_askForLivenessAndReadinessWhereTheServerTellsThem() throws IOException {
        Container server = server(read("deployment.yaml", Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec());
        List<String> ports =
                server.getPorts().stream().map(ContainerPort::getName).toList();

        assertThat(path(server.getStartupProbe(), ports)).isEqualTo("/health");
        assertThat(path(server.getLivenessProbe(), ports)).isEqualTo("/health");
        assertThat(path(server.getReadinessProbe(), ports)).isEqualTo("/health/ready");
        Map<String, String> settings = read("configmap.yaml", ConfigMap.class).getData();
        assertThat(server.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(
                        Integer.valueOf(settings.get("PORT")), Integer.valueOf(settings.get("MANAGEMENT_PORT")));
    }

    @Test
    void everySettingAndSecret_thatTheServersAreGiven_exists() throws IOException {
        Container server = server(read("deployment.yaml", Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec());
        Map<String, String> secrets = read("secret.example.yaml", Secret.class).getStringData();
        List<EnvVar> wanted = server.getEnv();

        assertThat(SettingsTable.names())
                .containsAll(read("configmap.yaml", ConfigMap.class).getData().keySet())
                .containsAll(wanted.stream().map(EnvVar::getName).toList());
        List<SecretKeySelector> keys = wanted.stream()
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .toList();
        assertThat(secrets.keySet())
                .isSubsetOf(keys.stream().map(SecretKeySelector::getKey).toList())
                .containsAll(keys.stream()
                        .filter(key -> !Boolean.TRUE.equals(key.getOptional()))
                        .map(SecretKeySelector::getKey)
                        .toList());
        assertThat(secrets.values()).allMatch(value -> value.contains("change-me"));
    }

    /** The server refuses a value with {@code change-me}; a default that trusts too much would go unnoticed. */
    @Test
    void everyPlaceholder_ofTheSettings_isOneThatTheServerRefuses() throws IOException {
        Map<String, String> settings = read("configmap.yaml", ConfigMap.class).getData();

        assertThat(settings).containsEntry("TRUSTED_PROXIES", "");
        assertThat(settings.values().stream().filter(value -> value.contains("example.org")))
                .isNotEmpty()
                .allMatch(value -> value.contains("change-me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment.yaml", "migration-job.yaml"})
    void everyPod_ofOurs_hasNoPrivilege(String name) throws IOException {
        HasMetadata manifest = read(name, HasMetadata.class);
        PodSpec pod = manifest instanceof Job job
                ? job.getSpec().getTemplate().getSpec()
                : ((Deployment) manifest).getSpec().getTemplate().getSpec();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        Container container = server(pod);
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    private static String path(Probe probe, List<String> ports) {
        assertThat(ports).contains(probe.getHttpGet().getPort().getStrVal());
        return probe.getHttpGet().getPath();
    }

    private static Container server(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().get(0);
    }

    private static <T extends HasMetadata> T read(String name, Class<T> type) throws IOException {
        return type.cast(parse(text(name)));
    }

    private static HasMetadata parse(String yaml) throws IOException {
        JsonNode manifest = YAML.readTree(yaml);
        String kind = manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
        assertThat(KINDS).containsKey(kind);
        return YAML.treeToValue(manifest, KINDS.get(kind));
    }

    private static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
    }
}
