export { modelKinds } from '../../models/hub/model-kind.ts'
