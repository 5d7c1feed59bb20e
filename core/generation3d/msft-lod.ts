import {
  Extension,
  ExtensionProperty,
  type IProperty,
  type Node,
  type Nullable,
  PropertyType,
  type ReaderContext,
  RefList,
  type WriterContext,
} from '@gltf-transform/core'

const extensionName = 'MSFT_lod'

interface LevelsProperties extends IProperty {
  levels: RefList<Node>
}

/** The coarser versions of a node, finest first, by the vendor extension MSFT_lod. The node itself is level 0. */
export class Levels extends ExtensionProperty<LevelsProperties> {
  static override readonly EXTENSION_NAME = extensionName
  declare extensionName: typeof extensionName
  declare propertyType: 'Levels'
  declare parentTypes: [PropertyType.NODE]

  protected override init(): void {
    this.extensionName = extensionName
    this.propertyType = 'Levels'
    this.parentTypes = [PropertyType.NODE]
  }

  protected override getDefaults(): Nullable<LevelsProperties> {
    return Object.assign(super.getDefaults() as IProperty, { levels: new RefList<Node>() })
  }

  listLevels(): Node[] {
    return this.listRefs('levels')
  }

  addLevel(node: Node): this {
    return this.addRef('levels', node)
  }
}

/**
 * Levels of detail in one GLB. A viewer that does not know the extension shows the finest level alone, since the others
 * stand in no scene. https://github.com/KhronosGroup/glTF/tree/main/extensions/2.0/Vendor/MSFT_lod
 */
export class LevelOfDetail extends Extension {
  static override readonly EXTENSION_NAME = extensionName
  override readonly extensionName = extensionName

  createLevels(): Levels {
    return new Levels(this.document.getGraph())
  }

  override read(context: ReaderContext): this {
    const nodes = context.jsonDoc.json.nodes ?? []
    nodes.forEach((definition, index) => {
      const ids = (definition.extensions?.[extensionName] as { ids?: number[] } | undefined)?.ids
      if (ids === undefined) return
      const levels = this.createLevels()
      for (const id of ids) if (context.nodes[id] !== undefined) levels.addLevel(context.nodes[id])
      context.nodes[index]?.setExtension(extensionName, levels)
    })
    return this
  }

  override write(context: WriterContext): this {
    for (const node of this.document.getRoot().listNodes()) {
      const levels = node.getExtension<Levels>(extensionName)
      if (levels === null) continue
      const definition = context.jsonDoc.json.nodes![context.nodeIndexMap.get(node)!]!
      definition.extensions ??= {}
      definition.extensions[extensionName] = {
        ids: levels.listLevels().map((level) => context.nodeIndexMap.get(level)!),
      }
    }
    return this
  }
}
