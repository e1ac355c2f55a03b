package io.moonlight.auth.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What is public in a published artifact says what it promises. The compiler holds each comment to its code (doclint);
 * here it is asked whether there is one, and whether it says the things that callers cannot guess.
 */
class JavadocTest {

    private static final Set<Tree.Kind> WITH_BEHAVIOUR = Set.of(Tree.Kind.CLASS, Tree.Kind.INTERFACE);
    private static final Set<Modifier> SEEN_OUTSIDE = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

    /** The name of something public, and what is said of it; of a type also in its package and around it. */
    private record Documented(String name, ClassTree type, Optional<String> comment, String around) {

        boolean saysThreads() {
            return (comment.orElse("") + around).toLowerCase(Locale.ROOT).contains("thread");
        }
    }

    private final List<Documented> types = new ArrayList<>();
    private final List<Documented> methods = new ArrayList<>();

    JavadocTest() throws IOException {
        Map<Path, String> packages = new HashMap<>();
        List<Path> sources = new ArrayList<>();
        for (String module : Artifacts.published()) {
            Path folder = Artifacts.ROOT.toRealPath().resolve(module).resolve("src/main/java");
            if (!Files.exists(folder)) {
                continue; // a starter has dependencies alone
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !isInternal(file.getParent()))
                        .toList()) {
                    if (file.endsWith("package-info.java")) {
                        packages.put(file.getParent(), Files.readString(file, StandardCharsets.UTF_8));
                    }
                    sources.add(file);
                }
            }
        }
        read(sources, packages);
    }

    /** Public for other packages of the same artifact alone: its package is named so, or says so. */
    private static boolean isInternal(Path folder) {
        try {
            Path info = folder.resolve("package-info.java");
            return folder.endsWith("internal")
                    || (Files.exists(info) && Files.readString(info).startsWith("/** Internal:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyPublicType_hasAComment() {
        assertThat(types).hasSizeGreaterThan(100);
        assertThat(types)
                .filteredOn(type -> type.comment().isEmpty())
                .extracting(Documented::name)
                .isEmpty();
    }

    @Test
    void everyPublicMethod_thatInheritsNoComment_hasOne() {
        assertThat(methods).hasSizeGreaterThan(100);
        assertThat(methods)
                .filteredOn(method -> method.comment().isEmpty())
                .extracting(Documented::name)
                .isEmpty();
    }

    /** Records and enums are values. All else says it in its own comment, or that of the type or package around it. */
    @Test
    void everyPublicType_withBehaviour_saysWhatThreadsMayDo() {
        List<Documented> withBehaviour = types.stream()
                .filter(type -> WITH_BEHAVIOUR.contains(type.type().getKind()))
                .filter(type -> !type.type().getModifiers().getFlags().contains(Modifier.SEALED))
                .filter(type -> !type.name().endsWith("Exception"))
                .toList();

        assertThat(withBehaviour).hasSizeGreaterThan(50);
        assertThat(withBehaviour)
                .filteredOn(type -> !type.saysThreads())
                .extracting(Documented::name)
                .isEmpty();
    }

    @Test
    void everyPort_saysContractThreadingAndErrors() {
        List<Documented> ports = types.stream()
                .filter(type -> type.name().matches("io\\.moonlight\\.auth\\.domain\\.port\\.[A-Z]\\w+"))
                .filter(type -> type.type().getKind() == Tree.Kind.INTERFACE)
                .toList();

        assertThat(ports)
                .hasSizeGreaterThan(10)
                .allSatisfy(port -> assertThat(port.comment().orElse(""))
                        .as(port.name())
                        .contains("<b>Contract.</b>", "<b>Threading.</b>", "<b>Errors.</b>"));
    }

    private void read(List<Path> sources, Map<Path, String> packages) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                String around = packages.getOrDefault(
                        Path.of(unit.getSourceFile().toUri()).getParent(), "");
                new PublicParts(comments, unit, around).scan(unit, null);
            }
        }
    }

    /** Walks through what users can see of one file. */
    private final class PublicParts extends TreePathScanner<Void, Void> {

        private final DocTrees comments;
        private final String home;
        private String around;

        PublicParts(DocTrees comments, CompilationUnitTree unit, String around) {
            this.comments = comments;
            this.home = unit.getPackageName() + ".";
            this.around = around;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers().getFlags(), getCurrentPath().getParentPath())) {
                return null;
            }
            String name = home + type.getSimpleName();
            Documented documented = new Documented(name, type, commentOn(getCurrentPath()), around);
            types.add(documented);
            String before = around;
            around += documented.comment().orElse("");
            super.visitClass(type, null);
            around = before;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            boolean explained = method.getModifiers().getAnnotations().stream()
                    .map(annotation -> annotation.getAnnotationType().toString())
                    .anyMatch(annotation -> annotation.equals("Override") || annotation.endsWith("Test"));
            // A record's parameters are its components, and those its comment tells.
            boolean ofRecord = type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
            if (!explained
                    && !ofRecord
                    && isPublic(
                            method.getModifiers().getFlags(), getCurrentPath().getParentPath())) {
                String name = home + type.getSimpleName() + "." + method.getName();
                methods.add(new Documented(name, type, commentOn(getCurrentPath()), around));
            }
            return null;
        }

        private boolean isPublic(Set<Modifier> flags, TreePath around) {
            return SEEN_OUTSIDE.stream().anyMatch(flags::contains)
                    || (around.getLeaf().getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE));
        }

        private Optional<String> commentOn(TreePath place) {
            return Optional.ofNullable(comments.getDocComment(place)).filter(text -> !text.isBlank());
        }
    }
}
