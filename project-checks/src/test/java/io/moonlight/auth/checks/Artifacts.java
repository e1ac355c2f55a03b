package io.moonlight.auth.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The modules of this project, as their POMs tell. */
public final class Artifacts {

    /** The folder of the whole project. */
    public static final Path ROOT = Path.of("..");

    private Artifacts() {}

    /** The modules whose jar is published, in the order of the build. */
    public static List<String> published() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Element module : children(child(pom("."), "modules").orElseThrow(), "module")) {
            Element pom = pom(module.getTextContent());
            boolean jar = child(pom, "packaging").isEmpty();
            boolean kept = child(pom, "properties")
                    .flatMap(properties -> child(properties, "maven.deploy.skip"))
                    .map(Node::getTextContent)
                    .filter("true"::equals)
                    .isPresent();
            if (jar && !kept) {
                jars.add(module.getTextContent());
            }
        }
        return jars;
    }

    /** The POM of a module, as it is written. */
    public static Element pom(String module) throws IOException {
        return read(ROOT.resolve(module).resolve("pom.xml"));
    }

    /** The POM of a module, as it is published. */
    public static Element publishedPom(String module) throws IOException {
        return read(ROOT.resolve(module).resolve(".flattened-pom.xml"));
    }

    /** The first child of that name. */
    public static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    /** The children of that name. */
    public static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(node -> node.getNodeName().equals(name))
                .toList();
    }

    /** All children, in their order. */
    public static List<Element> children(Element parent) {
        NodeList all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Element read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no POM", e);
        }
    }
}
