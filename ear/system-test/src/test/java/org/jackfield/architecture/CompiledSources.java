package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes compiled from lines of text, so that a wrong class can stand next to its rule. */
final class CompiledSources {

  private static final Pattern NAME =
      Pattern.compile("package ([\\w.]+);.*?(?:class|interface|record) (\\w+)");

  private CompiledSources() {}

  static JavaClasses of(Path folder, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = Stream.of(sources).<JavaFileObject>map(Source::new).toList();
    boolean compiled =
        compiler
            .getTask(
                messages, null, null, List.of("-proc:none", "-d", folder.toString()), null, units)
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return new ClassFileImporter()
        .withImportOption(new OurModules.WrittenHere())
        .importPath(folder);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///" + pathOf(text)), Kind.SOURCE);
      this.text = text;
    }

    private static String pathOf(String text) {
      Matcher name = NAME.matcher(text);
      if (!name.find()) {
        throw new IllegalArgumentException("No package and type in: " + text);
      }
      return name.group(1).replace('.', '/') + '/' + name.group(2) + Kind.SOURCE.extension;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
